package dev.trainyard.prediction;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes ONNX files of one dense layer, by the protobuf wire format. */
final class OnnxFile {

    private static final int FLOAT = 1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** {@code activation(input · kernel + bias)}; the kernel is {@code [inputs][outputs]}. */
    static byte[] dense(String input, float[][] kernel, float[] bias, String activation, String output) {
        OnnxFile graph = new OnnxFile()
                .message(1, node("Gemm", List.of(input, "kernel", "bias"), "sums"))
                .message(1, node(activation, List.of("sums"), output))
                .text(2, "dense")
                .message(5, tensor("kernel", flat(kernel), kernel.length, bias.length))
                .message(5, tensor("bias", bias, bias.length))
                .message(11, port(input, kernel.length))
                .message(12, port(output, bias.length));
        return model(graph);
    }

    /** Dense layers without biases, with a ReLU between them and a softmax behind the last; the kernels are {@code [inputs][outputs]}. */
    static byte[] stack(String input, float[][][] kernels, String output) {
        OnnxFile graph = new OnnxFile();
        String at = input;
        for (int layer = 0; layer < kernels.length; layer++) {
            boolean last = layer == kernels.length - 1;
            graph.message(1, node("MatMul", List.of(at, "kernel" + layer), "sums" + layer));
            at = last ? output : "layer" + layer;
            graph.message(1, node(last ? "Softmax" : "Relu", List.of("sums" + layer), at));
        }
        graph.text(2, "stack");
        for (int layer = 0; layer < kernels.length; layer++) {
            graph.message(
                    5, tensor("kernel" + layer, flat(kernels[layer]), kernels[layer].length, kernels[layer][0].length));
        }
        graph.message(11, port(input, kernels[0].length))
                .message(12, port(output, kernels[kernels.length - 1][0].length));
        return model(graph);
    }

    private static byte[] model(OnnxFile graph) {
        OnnxFile opset = new OnnxFile().text(1, "").number(2, 18);
        return new OnnxFile()
                .number(1, 10)
                .message(7, graph)
                .message(8, opset)
                .bytes
                .toByteArray();
    }

    private static float[] flat(float[][] kernel) {
        ByteBuffer all = ByteBuffer.allocate(4 * kernel.length * kernel[0].length);
        for (float[] row : kernel) {
            for (float weight : row) {
                all.putFloat(weight);
            }
        }
        float[] flat = new float[all.flip().asFloatBuffer().remaining()];
        all.asFloatBuffer().get(flat);
        return flat;
    }

    private static OnnxFile node(String operator, List<String> inputs, String output) {
        OnnxFile node = new OnnxFile();
        inputs.forEach(input -> node.text(1, input));
        return node.text(2, output).text(4, operator);
    }

    private static OnnxFile tensor(String name, float[] values, int... shape) {
        OnnxFile tensor = new OnnxFile();
        for (int dimension : shape) {
            tensor.number(1, dimension);
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.number(2, FLOAT).text(8, name).field(9, raw.array());
    }

    private static OnnxFile port(String name, int width) {
        OnnxFile shape =
                new OnnxFile().message(1, new OnnxFile().text(2, "N")).message(1, new OnnxFile().number(1, width));
        OnnxFile tensorType = new OnnxFile().number(1, FLOAT).message(2, shape);
        return new OnnxFile().text(1, name).message(2, new OnnxFile().message(1, tensorType));
    }

    private OnnxFile varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return this;
    }

    private OnnxFile number(int field, long value) {
        return varint((long) field << 3).varint(value);
    }

    private OnnxFile field(int field, byte[] value) {
        varint((long) field << 3 | 2).varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private OnnxFile text(int field, String value) {
        return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    private OnnxFile message(int field, OnnxFile value) {
        return field(field, value.bytes.toByteArray());
    }
}
