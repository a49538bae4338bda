package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trained model in any process: answers raw examples as the service does, to the last bit, from any number of threads at
 * once. It needs ONNX Runtime and Jackson, and no service.
 */
public final class Scorer implements AutoCloseable {

    private final Servable servable;

    private Scorer(Servable servable) {
        this.servable = servable;
    }

    /**
     * Opens a bundle and holds it against its golden rows.
     *
     * @param bundle a {@code bundle.zip}, or the folder that one was unpacked to
     * @throws IOException when there is none, or one that cannot be served
     */
    public static Scorer load(Path bundle) throws IOException {
        try {
            return Files.isDirectory(bundle) ? open(new BundleFolder(bundle)) : unpacked(bundle);
        } catch (BundleUnreadable e) {
            throw new IOException("%s cannot be served: %s".formatted(bundle.getFileName(), e.reason()), e);
        }
    }

    private static Scorer unpacked(Path zip) throws IOException, BundleUnreadable {
        Path folder = Files.createTempDirectory("scorer-");
        try {
            BundleFolder bundle = new BundleFolder(folder);
            new ZippedBundle(zip).unpack(bundle);
            return open(bundle);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static Scorer open(BundleFolder bundle) throws BundleUnreadable {
        Servable servable = Servable.open(bundle);
        GoldenGate.Verdict verdict = new OnnxGoldenGate().check(servable, bundle);
        if (!verdict.passed()) {
            servable.close();
            throw new BundleUnreadable(verdict.reason());
        }
        return new Scorer(servable);
    }

    /**
     * Predicts for one example: for a table cells by the name of their column, for pictures the bytes of a file or these in
     * base64, for texts a string, for sequences a list of rows.
     *
     * @throws dev.trainyard.problem.Problem with everything that is wrong with it
     */
    public Prediction predict(@Nullable Object example) {
        return predictAll(Collections.singletonList(example)).predictions().get(0);
    }

    /**
     * Predicts for several at once, which is sooner than one by one.
     *
     * @throws dev.trainyard.problem.Problem with everything that is wrong with them; at most 10,000 are answered at once
     */
    public Answers predictAll(List<? extends @Nullable Object> examples) {
        return servable.predict(examples);
    }

    /** Whether it is asked to write texts on, and not to predict. */
    public boolean writesTexts() {
        return servable.writesTexts();
    }

    /**
     * Writes a text on.
     *
     * @param length how many tokens, null for 200
     * @param temperature 1 draws tokens as likely as they are, 0 takes the likeliest; null for 1
     * @throws dev.trainyard.problem.Problem when the model writes none
     */
    public Answers write(String prompt, @Nullable Integer length, @Nullable Double temperature, long seed) {
        Continued written = servable.write(Continuation.of(prompt, length, temperature, seed), seed);
        return new Answers(List.of(new Prediction.Text(written.text())), written.warnings());
    }

    /** The examples that a table of texts stands for, such as a CSV file has them. */
    public List<Object> read(TextTable table) {
        return servable.typed(table).examples();
    }

    /**
     * Has a GAN or a VAE make examples of noise.
     *
     * @param labels classes of the examples, over and over; null for all of them, or where the generator was told none
     * @throws dev.trainyard.problem.Problem when the model generates nothing
     */
    public Samplings samplings(long seed, @Nullable List<String> labels) {
        return new Generation(servable.interior()).samplings(seed, labels);
    }

    /** An example such as the training examples were. */
    public Object example() {
        return servable.example();
    }

    /** What the model reads and answers. */
    public Manifest manifest() {
        return servable.manifest();
    }

    @Override
    public void close() {
        servable.close();
    }
}
