package dev.trainyard.trainer;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.definition.Output;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Loss;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.plan.Sequence;
import dev.trainyard.plan.Task;
import dev.trainyard.plan.TextForm;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.trainer.data.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a job and its folder: the rows come from SQL, the rest is written as in a request. */
public final class TestJob {

    private final String rows;
    final List<ColumnSchema> features = new ArrayList<>();
    final List<ColumnSchema> target = new ArrayList<>();
    String layers = "[{\"type\":\"dense\",\"units\":8,\"activation\":\"tanh\"},{\"type\":\"dense\"}]";
    String training = "{\"epochs\":5}";
    String preprocessing = "{}";
    String split = "{}";
    Loss loss = Loss.AUTO;

    @Nullable
    Examples examples;

    @Nullable
    Shape input;

    @Nullable
    Output output;

    private byte @Nullable [] pixels;
    private byte @Nullable [] testPixels;

    @Nullable
    String testRows;

    @Nullable
    String definition;

    Task unlabelled = Task.REPRESENTATION;
    Resources resources = Resources.defaults();

    private TestJob(String rows) {
        this.rows = rows;
    }

    /** A job on the rows of a query. */
    public static TestJob on(String sql) {
        return new TestJob(sql);
    }

    /** Two classes told apart by a noisy sum of {@code x} and {@code y}, and a colour. */
    public static TestJob twoClasses(int rows) {
        return on("""
                        SELECT x, y, colour, CASE WHEN x + y + (colour = 'red')::INT * 0.5 + noise > 0 THEN 'yes' ELSE 'no' END AS label
                        FROM (SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y, sin(i * 3.7) * 0.1 AS noise,
                                     CASE i %% 3 WHEN 0 THEN 'red' WHEN 1 THEN 'green' ELSE 'blue' END AS colour
                              FROM range(%d) r(i))
                        """.formatted(rows))
                .numeric("x", "y")
                .categorical("colour", "blue", "green", "red")
                .targetClasses("label", "no", "yes");
    }

    /** A number that depends on two others. */
    public static TestJob regression(int rows) {
        return on("""
                        SELECT x, y, 100 + 30 * x - 20 * y * y AS value
                        FROM (SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(%d) r(i))
                        """.formatted(rows)).numeric("x", "y").targetValues("value");
    }

    public TestJob numeric(String... names) {
        for (String name : names) {
            features.add(new ColumnSchema(name, ColumnType.NUMERIC, List.of()));
        }
        return this;
    }

    public TestJob moment(String name) {
        features.add(new ColumnSchema(name, ColumnType.DATETIME, List.of()));
        return this;
    }

    public TestJob categorical(String name, String... categories) {
        features.add(new ColumnSchema(name, ColumnType.CATEGORICAL, List.of(categories)));
        return this;
    }

    public TestJob targetClasses(String name, String... categories) {
        target.add(new ColumnSchema(name, ColumnType.CATEGORICAL, List.of(categories)));
        return this;
    }

    public TestJob targetValues(String... names) {
        for (String name : names) {
            target.add(new ColumnSchema(name, ColumnType.NUMERIC, List.of()));
        }
        return this;
    }

    /** Grey pictures with a bright line, upright or flat: the columns {@code kind} and {@code at} tell which and where. */
    public static TestJob lines(int rows, int side) {
        byte[] pixels = new byte[rows * side * side];
        for (int i = 0; i < rows; i++) {
            int at = i * 7 % side;
            for (int j = 0; j < side; j++) {
                pixels[i * side * side + (i % 2 == 0 ? at * side + j : j * side + at)] = (byte) (200 + i % 50);
            }
        }
        return pictures("""
                SELECT CASE i %% 2 WHEN 0 THEN 'flat' ELSE 'upright' END AS kind, (i * 7 %% %d)::DOUBLE AS at
                FROM range(%d) r(i)
                """.formatted(side, rows), pixels, new PictureSize(side, side, 1));
    }

    /** Pictures, one for each row of the query. */
    public static TestJob pictures(String sql, byte[] pixels, PictureSize size) {
        TestJob job = on(sql);
        job.pixels = pixels;
        job.examples = new Examples.Pictures(
                new PictureForm(size.height(), size.width(), size.channels(), ImageSpec.Fitting.STRETCH));
        job.input = Shape.of(size.height(), size.width(), size.channels());
        return job;
    }

    /** Writes a text of each picture, word by word. */
    public TestJob captions(String written, TextSpec.Level level, int vocabulary, int outputLength) {
        PictureForm picture = ((Examples.Pictures) Objects.requireNonNull(examples)).picture();
        target.add(new ColumnSchema(written, ColumnType.TEXT, List.of()));
        examples = new Examples.Captions(picture, new TextForm(level, true, vocabulary, outputLength));
        output = Output.classes(vocabulary).over(outputLength);
        return this;
    }

    /** Makes clips of the pictures. */
    public TestJob clips(Examples.Sequences frames) {
        PictureForm picture = examples instanceof Examples.Clips clips
                ? clips.picture()
                : ((Examples.Pictures) Objects.requireNonNull(examples)).picture();
        input = frames.mode() == Sequence.Mode.ONE_TO_MANY
                ? picture.shape()
                : picture.shape().over(frames.window());
        output = new TestJobResolution(this).output(0).over(frames.answers());
        examples = new Examples.Clips(picture, frames);
        return this;
    }

    /** Measures on other pictures. */
    public TestJob testPictures(String sql, byte[] others) {
        this.testPixels = others;
        return testRows(sql);
    }

    /** Reads the texts of a column, cut into words. */
    public TestJob text(String name, int vocabulary, int length) {
        features.add(new ColumnSchema(name, ColumnType.TEXT, List.of()));
        examples = new Examples.Texts(new TextForm(TextSpec.Level.WORD, true, vocabulary, length));
        input = Shape.of(length);
        return this;
    }

    /** Reads the texts of a column as bags of words. */
    public TestJob bags(String name, int vocabulary) {
        features.add(new ColumnSchema(name, ColumnType.TEXT, List.of()));
        examples = new Examples.Bags(new TextForm(TextSpec.Level.WORD, true, vocabulary, 1));
        input = Shape.of(vocabulary - TextSpec.RESERVED);
        return this;
    }

    /** Cuts one long text into windows of characters, to be written on. */
    public TestJob textWindows(String name, int vocabulary, int length, int stride) {
        features.add(new ColumnSchema(name, ColumnType.TEXT, List.of()));
        target.addAll(features);
        examples = new Examples.TextWindows(new TextForm(TextSpec.Level.CHARACTER, false, vocabulary, length), stride);
        input = Shape.of(length);
        output = Output.classes(vocabulary).over(length);
        return this;
    }

    /** Reads the words of one text, to write those of another. */
    public TestJob textPairs(String source, String written, int vocabulary, int length, int outputLength) {
        features.add(new ColumnSchema(source, ColumnType.TEXT, List.of()));
        target.add(new ColumnSchema(written, ColumnType.TEXT, List.of()));
        TextForm form = new TextForm(TextSpec.Level.WORD, true, vocabulary, length);
        examples = new Examples.TextPairs(form, new TextForm(TextSpec.Level.WORD, true, vocabulary, outputLength));
        input = Shape.of(length);
        output = Output.classes(vocabulary).over(outputLength);
        return this;
    }

    /** Lets the graph read what it writes by its second input, and what that is written of by its first. */
    public TestJob dictated(String json) {
        this.definition = json;
        if (examples instanceof Examples.TextPairs pairs) {
            examples = new Examples.TextPairs(pairs.source(), pairs.target(), "written");
        } else if (examples instanceof Examples.Captions captions) {
            examples = new Examples.Captions(captions.picture(), captions.text(), "written");
        }
        return this;
    }

    /** Makes sequences of the rows. */
    public TestJob sequences(Examples.Sequences how) {
        examples = how;
        return this;
    }

    public TestJob layers(String json) {
        this.layers = json;
        return this;
    }

    /** A definition of another kind than sequential; without a target it learns what the rows are like. */
    public TestJob definition(String json) {
        this.definition = json;
        return this;
    }

    /** What is learned without a target. */
    public TestJob task(Task task) {
        this.unlabelled = task;
        return this;
    }

    public TestJob training(String json) {
        this.training = json;
        return this;
    }

    /** Trains with the engine of that name. */
    public TestJob engine(String name) {
        this.resources = Json.mapper().readValue("{\"engine\":\"%s\"}".formatted(name), Resources.class);
        return this;
    }

    public TestJob loss(Loss known) {
        this.loss = known;
        return this;
    }

    public TestJob preprocessing(String json) {
        this.preprocessing = json;
        return this;
    }

    public TestJob split(String json) {
        this.split = json;
        return this;
    }

    /** Measures on the rows of another query. */
    public TestJob testRows(String sql) {
        this.testRows = sql;
        this.split = "{\"testDatasetId\":\"ds_2\",\"validation\":0.0}";
        return this;
    }

    public ResolvedJob resolved() {
        return new TestJobResolution(this).resolved();
    }

    /** Writes the job folder. */
    public JobFolder in(Path path) throws IOException, SQLException {
        JobFolder folder = new JobFolder(path);
        Files.createDirectories(folder.trainRows().getParent());
        writeParquet(rows, folder.trainRows());
        if (pixels != null) {
            Files.write(folder.trainPixels(), pixels);
        }
        if (testPixels != null) {
            Files.write(folder.testPixels(), testPixels);
        }
        if (testRows != null) {
            writeParquet(testRows, folder.testRows());
        }
        Files.write(folder.job(), Json.mapper().writeValueAsBytes(resolved()));
        return folder;
    }

    /** Opening a database takes longer than all that is written with it, so that one serves all tests of a process. */
    private static final class Writer {

        private static final Connection DATABASE = open();

        private static Connection open() {
            try {
                return DuckDb.open();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static void writeParquet(String sql, Path file) throws SQLException {
        try (var statement = Writer.DATABASE.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(sql, file));
        }
    }
}
