package dev.trainyard.bench.training;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * What both sides learn from.
 *
 * @param shape of one example: {@code [features]}, {@code [height, width]} of a picture, {@code [steps, features]}, or {@code [words]}
 * @param values {@code [examples, shape]}; pictures' are whole numbers from 0 to 255, words' are their numbers, from 0
 * @param labels a class or a number for each example
 * @param classes how many, 0 where labels are numbers
 * @param vocabulary how many words there are, 0 where examples are no texts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Examples(int[] shape, float[] values, float[] labels, int classes, int vocabulary) {

    private static final int SEED = 20;

    public int count() {
        return labels.length;
    }

    public int size() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    public float[] of(int example) {
        return Arrays.copyOfRange(values, example * size(), (example + 1) * size());
    }

    /** Pictures of ten kinds, each a pattern of its own under noise; one in ten is labelled at random. */
    static Examples pictures(int count, int side) {
        Random random = new Random(SEED);
        float[][] patterns = new float[10][side * side];
        for (float[] pattern : patterns) {
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] = random.nextInt(4) == 0 ? 50 : 0;
            }
        }
        float[] values = new float[count * side * side];
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            int kind = random.nextInt(patterns.length);
            labels[n] = random.nextInt(10) == 0 ? random.nextInt(patterns.length) : kind;
            float[] pattern = patterns[kind];
            for (int i = 0; i < pattern.length; i++) {
                values[n * pattern.length + i] = (float) Math.floor(pattern[i] + random.nextFloat() * 200);
            }
        }
        return new Examples(new int[] {side, side}, values, labels, patterns.length, 0);
    }

    /** Rows of two classes, parted by the sign of a product of sums. */
    static Examples rows(int count, int features) {
        Random random = new Random(SEED);
        float[] values = normal(random, count * features);
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            float first = 0;
            float second = 0;
            for (int f = 0; f < features; f++) {
                float value = values[n * features + f];
                first += f < features / 2 ? value : 0;
                second += f < features / 2 ? 0 : value;
            }
            labels[n] = first * second > 0 ? 1 : 0;
        }
        return new Examples(new int[] {features}, values, labels, 2, 0);
    }

    /** Sequences whose number is the mean of the first feature where the second is above 0. */
    static Examples sequences(int count, int steps, int features) {
        Random random = new Random(SEED);
        float[] values = normal(random, count * steps * features);
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            for (int t = 0; t < steps; t++) {
                int step = (n * steps + t) * features;
                labels[n] += values[step + 1] > 0 ? values[step] / steps : 0;
            }
        }
        return new Examples(new int[] {steps, features}, values, labels, 0, 0);
    }

    /** Texts of words drawn at random, of two classes: whether more of them are of the first half of the vocabulary. */
    static Examples texts(int count, int words, int vocabulary) {
        Random random = new Random(SEED);
        float[] values = new float[count * words];
        float[] labels = new float[count];
        for (int n = 0; n < count; n++) {
            int low = 0;
            for (int w = 0; w < words; w++) {
                int word = random.nextInt(vocabulary);
                values[n * words + w] = word;
                low += word < vocabulary / 2 ? 1 : 0;
            }
            labels[n] = 2 * low > words ? 1 : 0;
        }
        return new Examples(new int[] {words}, values, labels, 2, vocabulary);
    }

    /** Points of eight narrow clouds on a circle of radius 2, which have no labels to tell. */
    static Examples ring(int count) {
        Random random = new Random(SEED);
        float[] values = normal(random, 2 * count);
        for (int n = 0; n < count; n++) {
            double angle = n % 8 * Math.PI / 4;
            values[2 * n] = (float) (2 * Math.cos(angle) + 0.1 * values[2 * n]);
            values[2 * n + 1] = (float) (2 * Math.sin(angle) + 0.1 * values[2 * n + 1]);
        }
        return new Examples(new int[] {2}, values, new float[count], 0, 0);
    }

    private static float[] normal(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Writes them for a process that has no other use for files. */
    public void write(Path file) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(shape.length);
            for (int length : shape) {
                out.writeInt(length);
            }
            out.writeInt(count());
            out.writeInt(classes);
            out.writeInt(vocabulary);
            out.write(bytes(labels));
            out.write(bytes(values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Examples read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(bytes)) {
            int[] shape = new int[in.readInt()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = in.readInt();
            }
            int count = in.readInt();
            int classes = in.readInt();
            int vocabulary = in.readInt();
            float[] labels = floats(in.readNBytes(4 * count));
            return new Examples(
                    shape,
                    floats(in.readNBytes(4 * count * Arrays.stream(shape).reduce(1, (a, b) -> a * b))),
                    labels,
                    classes,
                    vocabulary);
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / 4];
        ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
        return values;
    }

    /** Writes a line for each example, or for each step of one: {@code run, t, label, x0, x1, …}. */
    void writeCsv(Path file) {
        int features = shape[shape.length - 1];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (int row = 0; row < values.length / features; row++) {
                int steps = size() / features;
                StringBuilder line = new StringBuilder();
                line.append(row / steps)
                        .append(',')
                        .append(row % steps)
                        .append(',')
                        .append(label(row / steps));
                for (int f = 0; f < features; f++) {
                    line.append(',').append(values[row * features + f]);
                }
                out.write(line.append('\n').toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a line for each text: {@code label,w17 w3 …}. */
    void writeTexts(Path file) {
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < count(); n++) {
            lines.append(label(n)).append(',');
            for (float word : of(n)) {
                lines.append('w').append((int) word).append(' ');
            }
            lines.append('\n');
        }
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String label(int example) {
        return classes > 0 ? "c%d".formatted((int) labels[example]) : String.format(Locale.ROOT, "%s", labels[example]);
    }
}
