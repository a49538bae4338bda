package dev.trainyard.trainer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.dataset.picture.PictureDecoder;
import dev.trainyard.definition.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Runs a bundle's ONNX file in ONNX Runtime. */
public final class Served {

    private Served() {}

    /** How far its answers for the golden rows are from the trainer's, relative to numbers above 1. */
    public static double largestDifference(JobFolder folder) throws IOException, OrtException {
        if (folder.bundle().readManifest().encoder() instanceof SequenceEncoder encoder) {
            return largestDifference(folder, encoder);
        }
        GoldenRows golden = folder.bundle().readGolden();
        InputEncoder encoder = folder.bundle().readManifest().encoder();
        float[][] rows = new float[golden.rows().size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = encoder instanceof PictureEncoder pictures
                    ? encoded(pictures, String.valueOf(golden.rows().get(i)))
                    : encoded(
                            (FeatureEncoder) encoder, (Map<?, ?>) golden.rows().get(i));
        }
        float[][] answers = answers(folder.bundle().model(), encoder.shape(), rows);
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            List<Float> expected = golden.answers().get(i);
            for (int j = 0; j < expected.size(); j++) {
                double scale = Math.max(1, Math.abs(expected.get(j)));
                largest = Math.max(largest, Math.abs(expected.get(j) - answers[i][j]) / scale);
            }
        }
        return largest;
    }

    /** All golden sequences in one batch, and each by itself. */
    private static double largestDifference(JobFolder folder, SequenceEncoder encoder)
            throws IOException, OrtException {
        GoldenRows golden = folder.bundle().readGolden();
        double largest = difference(folder, encoder, golden.rows(), golden.answers());
        for (int i = 0; i < golden.rows().size(); i++) {
            List<Object> one = golden.rows().subList(i, i + 1);
            largest = Math.max(
                    largest, difference(folder, encoder, one, golden.answers().subList(i, i + 1)));
        }
        return largest;
    }

    private static double difference(
            JobFolder folder, SequenceEncoder encoder, List<Object> sequences, List<List<Float>> answers)
            throws IOException, OrtException {
        int width = encoder.step().width();
        FloatBuffer values = FloatBuffer.allocate(sequences.size() * encoder.width());
        IntBuffer lengths = IntBuffer.allocate(sequences.size());
        for (int i = 0; i < sequences.size(); i++) {
            List<?> steps = (List<?>) sequences.get(i);
            for (int step = 0; step < steps.size(); step++) {
                values.put(i * encoder.width() + step * width, encoded(encoder.step(), (Map<?, ?>) steps.get(step)));
            }
            lengths.put(i, steps.size());
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = {sequences.size(), encoder.steps(), width};
        try (OrtSession session =
                        environment.createSession(folder.bundle().model().toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, values, shape);
                OnnxTensor counts = OnnxTensor.createTensor(environment, lengths, new long[] {sequences.size()});
                OrtSession.Result result = session.run(
                        session.getInputNames().contains("lengths")
                                ? Map.of("input", input, "lengths", counts)
                                : Map.of("input", input))) {
            FloatBuffer served = ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer();
            double largest = 0;
            for (List<Float> answer : answers) {
                for (float expected : answer) {
                    largest = Math.max(largest, Math.abs(expected - served.get()) / Math.max(1, Math.abs(expected)));
                }
            }
            return largest;
        }
    }

    private static float[] encoded(PictureEncoder encoder, String base64) throws IOException {
        float[] values = new float[encoder.width()];
        byte[] pixels = new PictureDecoder(encoder.form().size(), encoder.form().fitting())
                .decode(Base64.getDecoder().decode(base64));
        PictureEncoder.encode(pixels, encoder.table(), values, 0);
        return values;
    }

    private static float[] encoded(FeatureEncoder encoder, Map<?, ?> row) {
        float[] values = new float[encoder.width()];
        int at = 0;
        for (ColumnEncoder column : encoder.columns()) {
            Object cell = row.get(column.name());
            if (column instanceof ColumnEncoder.Numeric numeric) {
                values[at] = numeric.encode(cell instanceof Number number ? number.doubleValue() : Double.NaN);
            } else if (column instanceof ColumnEncoder.OneHot oneHot) {
                oneHot.encode(oneHot.categories().indexOf(String.valueOf(cell)), values, at);
            }
            at += column.width();
        }
        encoder.derive(name -> row.get(name) instanceof Number number ? number.doubleValue() : Double.NaN, values, 0);
        return values;
    }

    public static float[][] answers(Path model, float[][] rows) throws OrtException {
        return answers(model, Shape.of(rows[0].length), rows);
    }

    public static float[][] answers(Path model, Shape shape, float[][] rows) throws OrtException {
        FloatBuffer values = FloatBuffer.allocate(rows.length * rows[0].length);
        for (float[] row : rows) {
            values.put(row);
        }
        long[] dimensions = LongStream.concat(
                        LongStream.of(rows.length), shape.dimensions().stream().mapToLong(Integer::longValue))
                .toArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model.toString());
                OnnxTensor input = OnnxTensor.createTensor(environment, values.flip(), dimensions);
                OrtSession.Result result = session.run(Map.of("input", input))) {
            FloatBuffer all = ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer();
            float[][] answers = new float[rows.length][all.remaining() / rows.length];
            for (float[] answer : answers) {
                all.get(answer);
            }
            return answers;
        }
    }
}
