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
import dev.trainyard.plan.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Bundles of dense networks of any size, with drawn weights, that read numbers ({@code x0}, {@code x1}, …) and tell one of
 * several classes ({@code c0}, {@code c1}, …).
 */
public final class DenseBundle {

    private final int[] widths;
    private final float[][][] kernels;
    private final Manifest manifest;

    private DenseBundle(long seed, int... widths) {
        this.widths = widths.clone();
        this.kernels = new float[widths.length - 1][][];
        Random random = new Random(seed);
        for (int layer = 0; layer < kernels.length; layer++) {
            kernels[layer] = kernel(random, widths[layer], widths[layer + 1]);
        }
        this.manifest = manifest(widths[0], widths[widths.length - 1]);
    }

    /** @param widths how many columns, the units of each layer, and how many classes */
    public static DenseBundle of(long seed, int... widths) {
        return new DenseBundle(seed, widths);
    }

    private static float[][] kernel(Random random, int inputs, int outputs) {
        float[][] kernel = new float[inputs][outputs];
        for (float[] row : kernel) {
            for (int i = 0; i < outputs; i++) {
                row[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / inputs));
            }
        }
        return kernel;
    }

    private static Manifest manifest(int columns, int count) {
        List<ColumnEncoder> encoders = new ArrayList<>();
        List<ColumnSchema> features = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            encoders.add(new ColumnEncoder.Numeric("x" + i, 0.5, 2, 0, -1000, 1000));
            features.add(new ColumnSchema("x" + i, ColumnType.NUMERIC, List.of()));
        }
        List<String> classes = IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
        return new Manifest(
                Manifest.FORMAT,
                Task.CLASSIFICATION,
                features,
                List.of(new ColumnSchema("kind", ColumnType.CATEGORICAL, classes)),
                new FeatureEncoder(encoders),
                new TargetCodec.Classes("kind", classes, count),
                "rows",
                "answers");
    }

    public Manifest manifest() {
        return manifest;
    }

    /** The probabilities of a row, worked out here. */
    public float[] answers(double[] row) {
        double[] at = java.util.Arrays.stream(row).map(x -> (x - 0.5) / 2).toArray();
        for (int layer = 0; layer < kernels.length; layer++) {
            at = times(at, kernels[layer]);
            if (layer < kernels.length - 1) {
                at = java.util.Arrays.stream(at).map(x -> Math.max(0, x)).toArray();
            }
        }
        double most = java.util.Arrays.stream(at).max().orElseThrow();
        double total = java.util.Arrays.stream(at).map(x -> Math.exp(x - most)).sum();
        float[] answers = new float[at.length];
        for (int i = 0; i < at.length; i++) {
            answers[i] = (float) (Math.exp(at[i] - most) / total);
        }
        return answers;
    }

    private static double[] times(double[] row, float[][] kernel) {
        double[] sums = new double[kernel[0].length];
        for (int i = 0; i < row.length; i++) {
            for (int unit = 0; unit < sums.length; unit++) {
                sums[unit] += row[i] * kernel[i][unit];
            }
        }
        return sums;
    }

    /** A row that a caller could send. */
    public double[] row(Random random) {
        return random.doubles(widths[0], -3, 3)
                .map(x -> Math.round(x * 1000) / 1000.0)
                .toArray();
    }

    /** The body of a call for rows. */
    public static String body(double[]... rows) {
        List<Map<String, Object>> cells = new ArrayList<>();
        for (double[] row : rows) {
            cells.add(cells(row));
        }
        return Json.mapper().writeValueAsString(Map.of("rows", cells));
    }

    /** A row as callers write it. */
    static Map<String, Object> cells(double[] row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            cells.put("x" + i, row[i]);
        }
        return cells;
    }

    /** Writes the files that serving reads. */
    public BundleFolder write(Path folder) throws IOException {
        BundleFolder bundle = new BundleFolder(Files.createDirectories(folder));
        Files.write(bundle.model(), OnnxFile.stack("rows", kernels, "answers"));
        Files.write(bundle.manifest(), Json.mapper().writeValueAsBytes(manifest));
        Files.write(bundle.golden(), Json.mapper().writeValueAsBytes(golden()));
        return bundle;
    }

    private GoldenRows golden() {
        Random random = new Random(1);
        List<Object> rows = new ArrayList<>();
        List<List<Float>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            double[] row = row(random);
            rows.add(cells(row));
            answers.addAll(GoldenRows.rows(answers(row), 1));
        }
        return new GoldenRows(rows, answers);
    }
}
