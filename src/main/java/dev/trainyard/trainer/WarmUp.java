package dev.trainyard.trainer;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Sequential;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
import dev.trainyard.definition.Units;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Preprocessing;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.plan.Split;
import dev.trainyard.plan.Task;
import dev.trainyard.plan.Training;
import dev.trainyard.storage.Digest;
import dev.trainyard.trainer.data.DuckDb;
import dev.trainyard.trainer.loop.Controls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Trains a tiny network from end to end, so that the job to come finds every class and native library loaded. */
final class WarmUp {

    private static final String ROWS = """
            COPY (SELECT i / 64.0 AS x, CASE WHEN i < 32 THEN 'a' ELSE 'b' END AS y FROM range(64) rows(i))
            TO '%s' (FORMAT parquet)
            """;

    /** A few epochs load every class; more would only keep the job waiting that takes a spare at once. */
    private static final String TRAINING = "{\"epochs\":10,\"loss\":\"binaryCrossentropy\"}";

    private WarmUp() {}

    static void run() throws IOException {
        Path scratch = Files.createTempDirectory("warm-up");
        try {
            JobFolder folder = new JobFolder(scratch);
            Files.createDirectories(folder.trainRows().getParent());
            writeRows(folder.trainRows());
            Files.write(folder.job(), Json.mapper().writeValueAsBytes(job()));
            new TrainingRun(folder, new Controls(), event -> Json.mapper().writeValueAsBytes(event), System::nanoTime)
                    .run();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not work here", e);
        } finally {
            delete(scratch);
        }
    }

    private static void writeRows(Path file) throws SQLException {
        try (Connection connection = DuckDb.open();
                Statement statement = connection.createStatement()) {
            statement.execute(ROWS.formatted(file.toString().replace("'", "''")));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default" in the definition
    private static ResolvedJob job() {
        Output output = Output.classes(2);
        Shape input = Shape.of(1);
        Sequential network =
                new Sequential("warm-up", List.of(new Dense(null, new Units(4), null, null, null, null), new Dense()));
        ShapeInference inferred = ShapeInference.of(network, input, output);
        Digest none = new Digest("0".repeat(64));
        return new ResolvedJob(
                "warm-up",
                "warm-up",
                Task.CLASSIFICATION,
                new ResolvedJob.DatasetSnapshot("warm-up", 1, 64, none, none),
                null,
                null,
                inferred.definition(),
                new Examples.Rows(),
                input,
                output,
                inferred.layers(),
                List.of(new ColumnSchema("x", ColumnType.NUMERIC, List.of())),
                List.of(new ColumnSchema("y", ColumnType.CATEGORICAL, List.of("a", "b"))),
                Preprocessing.defaults(),
                Split.defaults(),
                Json.mapper().readValue(TRAINING, Training.class),
                Resources.defaults(),
                0,
                1,
                Map.of());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
