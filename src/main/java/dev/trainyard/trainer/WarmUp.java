package dev.trainyard.trainer;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.ShapeInference;
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
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.InitialParameters;
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

/** Trains a tiny network from end to end, and steps with our own loop, so that the job to come finds every class and native library loaded. */
final class WarmUp {

    private static final String ROWS = """
            COPY (SELECT i / 64.0 AS x, CASE WHEN i < 32 THEN 'a' ELSE 'b' END AS y FROM range(64) rows(i))
            TO '%s' (FORMAT parquet)
            """;

    /** A few epochs load every class; more would only keep the job waiting that takes a spare at once. */
    private static final String TRAINING = "{\"epochs\":10,\"loss\":\"binaryCrossentropy\"}";

    private static final String NETWORK =
            "{\"kind\":\"sequential\",\"name\":\"warm-up\",\"layers\":[{\"type\":\"dense\",\"units\":4},{\"type\":\"dense\"}]}";

    private static final String RECURRENT =
            "{\"kind\":\"sequential\",\"name\":\"warm-up\",\"layers\":[{\"type\":\"lstm\",\"units\":4},{\"type\":\"dense\"}]}";

    private WarmUp() {}

    static void run() throws IOException {
        Path scratch = Files.createTempDirectory("warm-up");
        try {
            JobFolder folder = new JobFolder(scratch);
            Files.createDirectories(folder.trainRows().getParent());
            writeRows(ROWS, folder.trainRows());
            Files.write(folder.job(), Json.mapper().writeValueAsBytes(job(NETWORK, Shape.of(1))));
            new TrainingRun(folder, new Controls(), event -> Json.mapper().writeValueAsBytes(event), System::nanoTime)
                    .run();
            step(job(NETWORK, Shape.of(1)));
            step(job(RECURRENT, Shape.of(3, 1)));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not work here", e);
        } finally {
            delete(scratch);
        }
    }

    /** @param query with a place for the file's name */
    static void writeRows(String query, Path file) throws SQLException {
        try (Connection connection = DuckDb.open();
                Statement statement = connection.createStatement()) {
            statement.execute(query.formatted(file.toString().replace("'", "''")));
        }
    }

    /** The other engine; it needs no data set for that. */
    private static void step(ResolvedJob job) {
        int rows = 4;
        Batch batch = new Batch(
                new EncodedRows(
                        rows, new float[rows * Math.toIntExact(job.input().size())]),
                new EncodedRows(rows, new float[rows]),
                null);
        try (Engine engine = EngineMaker.of(Resources.Engine.FUSED).make(job, InitialParameters.of(job))) {
            engine.step(batch, 0.01);
            engine.predict(batch.inputs());
        }
    }

    private static ResolvedJob job(String network, Shape input) {
        return job(
                network,
                input,
                new Examples.Rows(),
                List.of(new ColumnSchema("x", ColumnType.NUMERIC, List.of())),
                List.of("a", "b"),
                TRAINING,
                Resources.defaults());
    }

    /**
     * A job that nobody asked for, of one target {@code y}.
     *
     * @param classes of the target
     * @param training as a request says it
     */
    static ResolvedJob job(
            String network,
            Shape input,
            Examples examples,
            List<ColumnSchema> features,
            List<String> classes,
            String training,
            Resources resources) {
        Output output = Output.classes(classes.size());
        ShapeInference inferred =
                ShapeInference.of(Json.mapper().readValue(network, ModelDefinition.class), input, output);
        Digest none = new Digest("0".repeat(64));
        return new ResolvedJob(
                "warm-up",
                "warm-up",
                Task.CLASSIFICATION,
                new ResolvedJob.DatasetSnapshot("warm-up", 1, 64, none, none),
                null,
                null,
                inferred.definition(),
                examples,
                input,
                output,
                inferred.layers(),
                features,
                List.of(new ColumnSchema("y", ColumnType.CATEGORICAL, classes)),
                Preprocessing.defaults(),
                Split.defaults(),
                Json.mapper().readValue(training, Training.class),
                resources,
                0,
                1,
                Map.of());
    }

    static void delete(Path folder) throws IOException {
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
