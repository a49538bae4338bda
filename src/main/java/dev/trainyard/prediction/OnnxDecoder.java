package dev.trainyard.prediction;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trainyard.bundle.Decoding;
import dev.trainyard.bundle.Inside;
import dev.trainyard.definition.Shape;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The decoder of a network that reads what it writes, asked for one step at a time: the source is read once, and the states of
 * the recurrent layers are carried from step to step. Any number of threads may ask.
 */
final class OnnxDecoder implements Decoding.Stepper, AutoCloseable {

    private static final String OUTPUT = "output";

    private final OrtSession session;
    private final Inside.Stepping stepping;
    private final Shape token;
    private final int answers;
    private final OnnxNetwork whole;

    /**
     * @param token the shape of what it reads at a step
     * @param answers how many numbers it answers at a step
     */
    OnnxDecoder(OrtSession session, Inside.Stepping stepping, Shape token, int answers, OnnxNetwork whole) {
        this.session = session;
        this.stepping = stepping;
        this.token = token;
        this.answers = answers;
        this.whole = whole;
    }

    @Override
    public int width() {
        return stepping.context().stream()
                .mapToInt(layer -> Math.toIntExact(layer.shape().size()))
                .sum();
    }

    @Override
    public Decoding.Steps begin(float[] values, int @Nullable [] lengths, int rows) {
        return new Carried(new Encoded(values, lengths), rows);
    }

    /** Examples whose texts are being written, and where each of them stands. */
    private final class Carried implements Decoding.Steps {

        private final List<float[]> contexts = new ArrayList<>();
        private final Map<String, float[]> states = new HashMap<>();

        Carried(Encoded examples, int rows) {
            for (Inside.Layer layer : stepping.context()) {
                contexts.add(whole.read(examples, rows, new OnnxNetwork.Port(layer.tensor(), layer.shape())));
            }
            for (Inside.State state : stepping.states()) {
                states.put(state.tensor(), new float[rows * state.units()]);
            }
        }

        @Override
        public float[] next(int step, int[] rows, float[] tokens) {
            Map<String, OnnxTensor> tensors = new HashMap<>();
            try {
                fill(tensors, step, rows, tokens);
                return run(tensors, rows);
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime failed: " + e.getMessage(), e);
            } finally {
                tensors.values().forEach(OnnxTensor::close);
            }
        }

        private void fill(Map<String, OnnxTensor> tensors, int step, int[] rows, float[] tokens) throws OrtException {
            tensors.put(
                    stepping.token(), tensor(tokens, new OnnxNetwork.Port(stepping.token(), token).of(rows.length)));
            for (int i = 0; i < contexts.size(); i++) {
                Inside.Layer layer = stepping.context().get(i);
                int units = layer.shape().last();
                float[] some = new float[rows.length * units];
                for (int row = 0; row < rows.length; row++) {
                    int from = Math.toIntExact(rows[row] * layer.shape().size()) + step * units;
                    System.arraycopy(contexts.get(i), from, some, row * units, units);
                }
                tensors.put(Inside.Stepping.contextTensor(layer.name()), tensor(some, rows.length, 1, units));
            }
            for (Inside.State state : stepping.states()) {
                float[] all = states.get(state.tensor());
                float[] some = new float[rows.length * state.units()];
                for (int row = 0; row < rows.length; row++) {
                    System.arraycopy(all, rows[row] * state.units(), some, row * state.units(), state.units());
                }
                tensors.put(state.tensor(), tensor(some, rows.length, state.units()));
            }
        }

        private float[] run(Map<String, OnnxTensor> tensors, int[] rows) throws OrtException {
            Set<String> wanted = new LinkedHashSet<>(Set.of(OUTPUT));
            stepping.states().forEach(state -> wanted.add(state.next()));
            try (OrtSession.Result result = session.run(tensors, wanted)) {
                for (Inside.State state : stepping.states()) {
                    float[] next = floats(result, state.next(), rows.length * state.units());
                    for (int row = 0; row < rows.length; row++) {
                        System.arraycopy(
                                next,
                                row * state.units(),
                                states.get(state.tensor()),
                                rows[row] * state.units(),
                                state.units());
                    }
                }
                return floats(result, OUTPUT, rows.length * answers);
            }
        }
    }

    private static float[] floats(OrtSession.Result result, String name, int count) {
        FloatBuffer buffer = result.get(name)
                .filter(OnnxTensor.class::isInstance)
                .map(value -> ((OnnxTensor) value).getFloatBuffer())
                .orElseThrow(() -> new IllegalStateException("decoder.onnx answers no '%s'".formatted(name)));
        if (buffer.remaining() != count) {
            throw new IllegalStateException(
                    "'%s' of decoder.onnx has %d numbers; %d are needed".formatted(name, buffer.remaining(), count));
        }
        float[] floats = new float[count];
        buffer.get(floats);
        return floats;
    }

    private static OnnxTensor tensor(float[] values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(OnnxRuntime.environment(), FloatBuffer.wrap(values), shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a session: " + e.getMessage(), e);
        }
    }
}
