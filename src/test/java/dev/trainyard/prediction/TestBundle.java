package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.GoldenRows;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Preprocessing.UnknownCategory;
import dev.trainyard.plan.Task;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bundles of one dense layer whose answers a formula gives. They read {@code gre} (scaled by 500 and 100), {@code gpa}
 * (scaled by 3 and 1) and {@code school} (one of three).
 */
public final class TestBundle {

    private static final List<ColumnEncoder> COLUMNS = List.of(
            new ColumnEncoder.Numeric("gre", 500, 100, 587.7, 220, 800),
            new ColumnEncoder.Numeric("gpa", 3, 1, 3.39, 2.26, 4),
            new ColumnEncoder.OneHot("school", List.of("north", "south", "1")));

    private static final List<ColumnSchema> FEATURES = List.of(
            new ColumnSchema("gre", ColumnType.NUMERIC, List.of()),
            new ColumnSchema("gpa", ColumnType.NUMERIC, List.of()),
            new ColumnSchema("school", ColumnType.CATEGORICAL, List.of("north", "south", "1")));

    private final Manifest manifest;
    private final float[][] kernel;
    private final float[] bias;
    private final String activation;

    private TestBundle(Task task, List<ColumnSchema> target, TargetCodec codec, float[][] kernel, String activation) {
        int columns = kernel.length == 2 ? 2 : 3; // without the school
        this.manifest = new Manifest(
                Manifest.FORMAT,
                task,
                FEATURES.subList(0, columns),
                target,
                new FeatureEncoder(COLUMNS.subList(0, columns)),
                codec,
                "rows",
                "answers");
        this.kernel = kernel;
        this.bias = new float[codec.width()];
        java.util.Arrays.fill(bias, 0.25f);
        this.activation = activation;
    }

    private TestBundle(TestBundle other, Manifest manifest) {
        this.manifest = manifest;
        this.kernel = other.kernel;
        this.bias = other.bias;
        this.activation = other.activation;
    }

    /** The same that reads unknown categories as missing ones. */
    public TestBundle ignoringUnknownCategories() {
        return new TestBundle(this, manifest.with(UnknownCategory.IGNORE));
    }

    /** Admitted or not, by one sigmoid. */
    public static TestBundle admissions() {
        return admissions(1);
    }

    /** The same with other weights, so that its answers differ. */
    public static TestBundle admissions(float weight) {
        return new TestBundle(
                Task.CLASSIFICATION,
                List.of(new ColumnSchema("admit", ColumnType.CATEGORICAL, List.of("0", "1"))),
                new TargetCodec.Classes("admit", List.of("0", "1"), 1),
                new float[][] {{0.5f * weight}, {-0.75f}, {0.1f}, {0.2f}, {0.3f}},
                "Sigmoid");
    }

    /** One of three classes, by a softmax. */
    public static TestBundle classes() {
        return new TestBundle(
                Task.CLASSIFICATION,
                List.of(new ColumnSchema("kind", ColumnType.CATEGORICAL, List.of("a", "b", "c"))),
                new TargetCodec.Classes("kind", List.of("a", "b", "c"), 3),
                new float[][] {{1, 0, -1}, {0, 2, 0}, {1, 1, 0}, {0, 0, 1}, {0, 0, 0}},
                "Softmax");
    }

    /** A price around 20,000, scaled by 5,000. */
    public static TestBundle price() {
        return new TestBundle(
                Task.REGRESSION,
                List.of(new ColumnSchema("price", ColumnType.NUMERIC, List.of())),
                new TargetCodec.Values(List.of(price("price"))),
                new float[][] {{1}, {2}, {0}, {0}, {1}},
                "Identity");
    }

    /** A price from {@code gre} and {@code gpa} alone. */
    public static TestBundle numericPrice() {
        return new TestBundle(
                Task.REGRESSION,
                List.of(new ColumnSchema("price", ColumnType.NUMERIC, List.of())),
                new TargetCodec.Values(List.of(price("price"))),
                new float[][] {{1}, {2}},
                "Identity");
    }

    /** Two prices at once. */
    public static TestBundle prices() {
        return new TestBundle(
                Task.REGRESSION,
                List.of(
                        new ColumnSchema("low", ColumnType.NUMERIC, List.of()),
                        new ColumnSchema("high", ColumnType.NUMERIC, List.of())),
                new TargetCodec.Values(List.of(price("low"), price("high"))),
                new float[][] {{1, 2}, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
                "Identity");
    }

    /** Two labels at once, by a sigmoid each. */
    public static TestBundle labels() {
        return new TestBundle(
                Task.CLASSIFICATION,
                List.of(
                        new ColumnSchema("sport", ColumnType.CATEGORICAL, List.of("0", "1")),
                        new ColumnSchema("war", ColumnType.CATEGORICAL, List.of("0", "1"))),
                new TargetCodec.Labels(List.of(
                        new TargetCodec.Classes("sport", List.of("0", "1"), 1),
                        new TargetCodec.Classes("war", List.of("0", "1"), 1))),
                new float[][] {{1, -1}, {0, 0}, {0, 0}, {0, 0}, {0, 0}},
                "Sigmoid");
    }

    private static ColumnEncoder.Numeric price(String name) {
        return new ColumnEncoder.Numeric(name, 20_000, 5_000, 20_000, 5_000, 50_000);
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The network's raw answers for a row, by the formula. */
    double[] answers(double gre, double gpa, String school) {
        double[] row = {(gre - 500) / 100, gpa - 3, is(school, "north"), is(school, "south"), is(school, "1")};
        double[] sums = new double[bias.length];
        for (int unit = 0; unit < sums.length; unit++) {
            sums[unit] = bias[unit];
            for (int i = 0; i < kernel.length; i++) {
                sums[unit] += row[i] * kernel[i][unit];
            }
        }
        return activated(sums);
    }

    private static double is(String school, String category) {
        return school.equals(category) ? 1 : 0;
    }

    private double[] activated(double[] sums) {
        double[] answers = sums.clone();
        double total = java.util.Arrays.stream(sums).map(Math::exp).sum();
        for (int unit = 0; unit < sums.length; unit++) {
            if (activation.equals("Sigmoid")) {
                answers[unit] = 1 / (1 + Math.exp(-sums[unit]));
            } else if (activation.equals("Softmax")) {
                answers[unit] = Math.exp(sums[unit]) / total;
            }
        }
        return answers;
    }

    /** Three rows with the formula's answers, standing for the trainer's. */
    GoldenRows golden() {
        List<Map<String, Object>> rows = List.of(row(380, 3.61, "north"), row(800, 4.0, "south"), row(220, 2.26, "1"));
        List<List<Float>> answers = new ArrayList<>();
        rows.forEach(row -> answers.add(floats(answers(
                ((Number) row.get("gre")).doubleValue(), (Double) row.get("gpa"), (String) row.get("school")))));
        List<String> features =
                manifest.features().stream().map(ColumnSchema::name).toList();
        rows.forEach(row -> row.keySet().retainAll(features));
        return new GoldenRows(List.copyOf(rows), answers);
    }

    private static List<Float> floats(double[] values) {
        List<Float> floats = new ArrayList<>();
        for (double value : values) {
            floats.add((float) value);
        }
        return floats;
    }

    public static Map<String, Object> row(Object gre, Object gpa, @Nullable Object school) {
        Map<String, Object> row = new HashMap<>();
        row.put("gre", gre);
        row.put("gpa", gpa);
        row.put("school", school);
        return row;
    }

    byte[] onnx() {
        return OnnxFile.dense("rows", kernel, bias, activation, "answers");
    }

    /** Writes the files that serving reads. */
    public BundleFolder write(Path folder) {
        return write(folder, golden());
    }

    public BundleFolder write(Path folder, GoldenRows golden) {
        try {
            BundleFolder bundle = new BundleFolder(Files.createDirectories(folder));
            Files.write(bundle.model(), onnx());
            Files.write(bundle.manifest(), Json.mapper().writeValueAsBytes(manifest));
            Files.write(bundle.golden(), Json.mapper().writeValueAsBytes(golden));
            return bundle;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code bundle.zip} of a folder. */
    public static byte[] zip(BundleFolder bundle) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : served(bundle)) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                zip.write(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What serving reads. */
    private static List<Path> served(BundleFolder bundle) {
        return Stream.of(bundle.model(), bundle.decoder(), bundle.manifest(), bundle.golden())
                .filter(Files::exists)
                .toList();
    }
}
