package dev.trainyard.prediction;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A network from encoded rows {@code [N, inputs]} to raw answers {@code [N, outputs]}; any number of threads may ask. */
final class OnnxNetwork implements AutoCloseable {

    /** Rows that are computed at once: the runtime keeps the memory of its largest run. */
    private static final int CHUNK = 1024;

    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final Port input;
    private final Port output;

    /** A tensor of the network by name, and how many numbers a row of it has. */
    record Port(String name, int width) {}

    private OnnxNetwork(OrtEnvironment runtime, OrtSession session, Port input, Port output) {
        this.runtime = runtime;
        this.session = session;
        this.input = input;
        this.output = output;
    }

    static OnnxNetwork open(Path file, Port input, Port output) throws BundleUnreadable {
        OrtEnvironment runtime = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "trainyard");
        try (OrtSession.SessionOptions options = oneThread()) {
            OrtSession session = runtime.createSession(file.toString(), options);
            OnnxNetwork network = new OnnxNetwork(runtime, session, input, output);
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
            check("input", input, session.getInputInfo());
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
        if (!fits(node, port.width())) {
            throw new BundleUnreadable("%s '%s' of model.onnx is %s; the manifest needs floats of shape [N, %d]"
                    .formatted(what, port.name(), node.getInfo(), port.width()));
        }
    }

    private static boolean fits(NodeInfo node, int width) {
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            return false;
        }
        long[] shape = tensor.getShape();
        return shape.length == 2 && shape[0] < 0 && (shape[1] < 0 || shape[1] == width);
    }

    /** Answers {@code rows} encoded rows, row-major; the answers are row-major too. */
    float[] answer(float[] encoded, int rows) {
        float[] answers = new float[rows * output.width()];
        for (int from = 0; from < rows; from += CHUNK) {
            answer(encoded, from, Math.min(CHUNK, rows - from), answers);
        }
        return answers;
    }

    private void answer(float[] encoded, int from, int rows, float[] answers) {
        FloatBuffer cells = FloatBuffer.wrap(encoded, from * input.width(), rows * input.width());
        try (OnnxTensor tensor = OnnxTensor.createTensor(runtime, cells, new long[] {rows, input.width()});
                OrtSession.Result result = session.run(Map.of(input.name(), tensor), Set.of(output.name()))) {
            FloatBuffer answer = floats(result);
            if (answer == null || answer.remaining() != rows * output.width()) {
                throw new IllegalStateException("the network answered something else than %d rows of %d numbers"
                        .formatted(rows, output.width()));
            }
            answer.get(answers, from * output.width(), rows * output.width());
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed: " + reason(e), e);
        }
    }

    private static @Nullable FloatBuffer floats(OrtSession.Result result) {
        return result.get(0) instanceof OnnxTensor tensor ? tensor.getFloatBuffer() : null;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close a session: " + reason(e), e);
        }
    }
}
