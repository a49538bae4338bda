package dev.trainyard.prediction;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.trainyard.bundle.Inside;
import dev.trainyard.definition.Shape;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network from encoded rows {@code [N, inputs]} to raw answers {@code [N, outputs]}; any number of threads may ask. */
final class OnnxNetwork implements AutoCloseable {

    /** Rows that are computed at once: the runtime keeps the memory of its largest run. */
    private static final int CHUNK = 1024;

    /** The second input of a network that must know how many steps of each example are real: int32 {@code [N]}. */
    private static final String LENGTHS = "lengths";

    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final List<Port> inputs;
    private final int width;
    private final Port output;
    private final boolean readsLengths;
    private final @Nullable OneRow oneRow;

    /** A tensor of the network by name, and the shape of one example in it. */
    record Port(String name, Shape shape) {

        int width() {
            return Math.toIntExact(shape.size());
        }

        /** The shape of so many examples. */
        long[] of(int rows) {
            List<Integer> dimensions = shape.dimensions();
            long[] tensor = new long[dimensions.size() + 1];
            tensor[0] = rows;
            for (int i = 1; i < tensor.length; i++) {
                tensor[i] = dimensions.get(i - 1);
            }
            return tensor;
        }

        boolean fits(long[] tensor) {
            long[] expected = of(-1);
            boolean fits = tensor.length == expected.length && tensor[0] < 0;
            for (int i = 1; fits && i < tensor.length; i++) {
                fits = tensor[i] < 0 || tensor[i] == expected[i];
            }
            return fits;
        }
    }

    private OnnxNetwork(OrtEnvironment runtime, OrtSession session, List<Port> inputs, Port output)
            throws OrtException {
        this.runtime = runtime;
        this.session = session;
        this.inputs = inputs;
        this.width = inputs.stream().mapToInt(Port::width).sum();
        this.output = output;
        this.readsLengths = session.getInputNames().contains(LENGTHS);
        boolean plain = inputs.size() == 1 && !readsLengths && OneRow.fits(inputs.get(0), output);
        this.oneRow = plain ? new OneRow(runtime, session, inputs.get(0), output) : null;
    }

    /** Opens another part of the same model, which reads what this one answers. */
    OnnxDecoder decoder(Path file, Inside.Stepping stepping, Shape token, int answers) throws BundleUnreadable {
        for (Inside.Layer layer : stepping.context()) {
            check(new Port(layer.tensor(), layer.shape()));
        }
        try (OrtSession.SessionOptions options = oneThread()) {
            return new OnnxDecoder(runtime.createSession(file.toString(), options), stepping, token, answers, this);
        } catch (OrtException e) {
            throw new BundleUnreadable(
                    "ONNX Runtime cannot open decoder.onnx: " + reason(e).replace(file.toString(), "decoder.onnx"), e);
        }
    }

    static OnnxNetwork open(Path file, List<Port> inputs, Port output) throws BundleUnreadable {
        OrtEnvironment runtime = OnnxRuntime.environment();
        try (OrtSession.SessionOptions options = oneThread()) {
            OrtSession session = runtime.createSession(file.toString(), options);
            OnnxNetwork network = new OnnxNetwork(runtime, session, inputs, output);
            network.checkPorts();
            return network;
        } catch (OrtException e) {
            throw new BundleUnreadable(
                    "ONNX Runtime cannot open model.onnx: " + reason(e).replace(file.toString(), "model.onnx"), e);
        }
    }

    /** Callers bring their own threads; a pool for each model would only make them wait for each other. */
    private static OrtSession.SessionOptions oneThread() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        return options;
    }

    private static String reason(OrtException e) {
        return String.valueOf(e.getMessage()).strip();
    }

    private void checkPorts() throws OrtException, BundleUnreadable {
        try {
            for (Port input : inputs) {
                check("input", input, session.getInputInfo());
            }
            check("output", output, session.getOutputInfo());
        } catch (OrtException | BundleUnreadable e) {
            close();
            throw e;
        }
    }

    private static void check(String what, Port port, Map<String, NodeInfo> tensors) throws BundleUnreadable {
        NodeInfo node = tensors.get(port.name());
        if (node == null) {
            throw new BundleUnreadable(
                    "model.onnx has no %s '%s'; it has %s".formatted(what, port.name(), tensors.keySet()));
        }
        if (!fits(node, port)) {
            throw new BundleUnreadable("%s '%s' of model.onnx is %s; the manifest needs floats of shape [N] and %s"
                    .formatted(what, port.name(), node.getInfo(), port.shape()));
        }
    }

    private static boolean fits(NodeInfo node, Port port) {
        return node.getInfo() instanceof TensorInfo tensor
                && tensor.type == OnnxJavaType.FLOAT
                && port.fits(tensor.getShape());
    }

    /** Answers encoded examples, row-major; the answers are row-major too. */
    float[] answer(Encoded encoded, int rows) {
        return rows == 1 && oneRow != null ? answer(encoded, oneRow) : read(encoded, rows, output);
    }

    private static float[] answer(Encoded encoded, OneRow row) {
        Deadline.check();
        try {
            return row.answer(encoded.values());
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    /** What one of its outputs holds for encoded examples, row-major. */
    float[] read(Encoded encoded, int rows, Port port) {
        RowLimit.check(rows, port.width());
        float[] answers = new float[Math.multiplyExact(rows, port.width())];
        for (int from = 0; from < rows; from += CHUNK) {
            Deadline.check();
            read(encoded, from, Math.min(CHUNK, rows - from), port, answers);
        }
        return answers;
    }

    /** Whether there is such an output. */
    void check(Port port) throws BundleUnreadable {
        try {
            check("output", port, session.getOutputInfo());
        } catch (OrtException e) {
            throw new BundleUnreadable("ONNX Runtime cannot tell the outputs of model.onnx: " + reason(e), e);
        }
    }

    private void read(Encoded encoded, int from, int rows, Port port, float[] answers) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            fill(tensors, encoded, from, rows);
            read(tensors, from, rows, port, answers);
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static IllegalStateException failed(OrtException e) {
        return new IllegalStateException("ONNX Runtime failed: " + reason(e), e);
    }

    private void read(Map<String, OnnxTensor> tensors, int from, int rows, Port port, float[] answers)
            throws OrtException {
        try (OrtSession.Result result = session.run(tensors, Set.of(port.name()))) {
            FloatBuffer answer = floats(result);
            if (answer == null || answer.remaining() != rows * port.width()) {
                throw new IllegalStateException(
                        "the network answered something else than %d rows of %d numbers".formatted(rows, port.width()));
            }
            answer.get(answers, from * port.width(), rows * port.width());
        }
    }

    private void fill(Map<String, OnnxTensor> tensors, Encoded encoded, int from, int rows) throws OrtException {
        if (readsLengths) {
            tensors.put(LENGTHS, lengths(encoded, from, rows));
        }
        if (inputs.size() == 1) {
            Port input = inputs.get(0);
            FloatBuffer cells = Scratch.holding(encoded.values(), from * width, rows * width);
            tensors.put(input.name(), OnnxTensor.createTensor(runtime, cells, input.of(rows)));
            return;
        }
        int column = 0;
        for (Port input : inputs) {
            FloatBuffer cells = FloatBuffer.wrap(strip(encoded.values(), from, rows, column, input));
            tensors.put(input.name(), OnnxTensor.createTensor(runtime, cells, input.of(rows)));
            column += own(input);
        }
    }

    /** How many numbers of one of several inputs stand together: they share the last axis of an example, or follow each other. */
    private int own(Port input) {
        List<Shape> shapes = inputs.stream().map(Port::shape).toList();
        return input.shape().agreesButForLast(shapes) ? input.shape().last() : input.width();
    }

    private float[] strip(float[] values, int from, int rows, int column, Port input) {
        int all = inputs.stream().mapToInt(this::own).sum();
        int own = own(input);
        float[] strip = new float[rows * input.width()];
        for (int i = 0; i < strip.length / own; i++) {
            System.arraycopy(values, from * width + i * all + column, strip, i * own, own);
        }
        return strip;
    }

    /** How many steps of each example are real; all of them where nobody says otherwise. */
    private OnnxTensor lengths(Encoded encoded, int from, int rows) throws OrtException {
        int[] some = new int[rows];
        if (encoded.lengths() == null) {
            Arrays.fill(some, inputs.get(0).shape().dimensions().get(0));
        } else {
            for (int i = 0; i < rows; i++) {
                some[i] = Math.max(1, encoded.lengths()[from + i]); // ONNX knows no empty sequences
            }
        }
        return OnnxTensor.createTensor(runtime, IntBuffer.wrap(some), new long[] {rows});
    }

    private static @Nullable FloatBuffer floats(OrtSession.Result result) {
        return result.get(0) instanceof OnnxTensor tensor ? tensor.getFloatBuffer() : null;
    }

    @Override
    public void close() {
        if (oneRow != null) {
            oneRow.close();
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a session: " + reason(e), e);
        }
    }
}
