package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.json.Json;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An opened bundle: answers raw rows, from any number of threads at once. */
final class Servable implements AutoCloseable {

    private final Networks networks;
    private final Manifest manifest;
    private final ExampleReader reader;
    private final AnswerDecoder decoder;
    private Batches batches;
    private final @Nullable StraightWay straight;
    private final Optional<StepwiseWriter> stepwise;
    private final Optional<TextWriter> writer;
    private final int width;

    private Servable(Networks networks) {
        this.networks = networks;
        this.manifest = networks.manifest();
        this.reader = ExampleReader.of(manifest);
        this.decoder = new AnswerDecoder(manifest.codec());
        this.straight = StraightWay.of(manifest);
        this.batches = new Batches(networks.whole()::answer, Batches.Policy.NONE);
        this.stepwise = StepwiseWriter.of(manifest, networks.whole(), networks.stepper());
        this.writer = TextWriter.of(manifest, networks.whole(), networks.stepper());
        this.width = manifest.encoder().width();
    }

    static Servable open(BundleFolder bundle) throws BundleUnreadable {
        return new Servable(Networks.open(bundle));
    }

    /** Has callers wait for each other; said before anybody asks. */
    Servable batched(Batches.Policy policy) {
        batches = new Batches(networks.whole()::answer, policy);
        return this;
    }

    /**
     * Predicts for each example.
     *
     * @param rows JSON values, such as cells by feature name
     * @throws Problem {@code invalid_prediction_input} with everything that is wrong with them
     */
    Answers predict(List<? extends @Nullable Object> rows) {
        if (writer.isPresent()) {
            throw refused("this model writes texts on: ask it by generate, with %s"
                    .formatted(Json.mapper().writeValueAsString(exampleRequest())));
        }
        Read read = read(rows);
        if (stepwise.isPresent()) {
            Answers written = stepwise.get().likeliest(read.encoded());
            return new Answers(written.predictions(), joined(read.warnings(), written.warnings()));
        }
        float[] answers = batches.answer(read.encoded(), rows.size());
        return new Answers(
                decoder.decode(answers, read.encoded().lengths(), rows.size()),
                joined(read.warnings(), decoder.warnings(answers, rows.size())));
    }

    /**
     * Answers the bytes of a body with those of {@link Predicted}.
     *
     * @return null where there is more to tell than answers, and {@link #predict} is needed
     */
    byte @Nullable [] straight(String model, int version, byte[] body) {
        return straight == null ? null : straight.answer(model, version, body, batches);
    }

    private static List<Warning> joined(List<Warning> some, List<Warning> others) {
        List<Warning> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /**
     * Writes a text on, or one of an example.
     *
     * @throws Problem {@code invalid_prediction_input} when this model was not trained to do so
     */
    Continued write(Continuation asked, long seed) {
        if (stepwise.isEmpty()) {
            return required().write(asked, seed);
        }
        Read read = read(List.of(StepwiseWriter.example(field(), asked)));
        Continued written = stepwise.get().write(read.encoded(), asked, seed);
        return new Continued(written.text(), seed, joined(read.warnings(), written.warnings()));
    }

    /** @throws Problem {@code invalid_prediction_input} when this model was not trained to write texts */
    void checkWrites() {
        if (stepwise.isEmpty()) {
            required();
        }
    }

    /** The rollout of a model that forecasts. */
    Optional<SequenceRollout> rollout() {
        return SequenceRollout.of(manifest, networks.whole(), networks.stepper());
    }

    /** Whether it is asked to write texts on, not to predict. */
    boolean writesTexts() {
        return writer.isPresent();
    }

    private TextWriter required() {
        return writer.orElseThrow(
                () -> refused("this model writes no texts and forecasts no sequences; ask it by predict, with %s"
                        .formatted(Json.mapper().writeValueAsString(exampleRequest()))));
    }

    private static Problem refused(String detail) {
        return new Problem(ProblemType.INVALID_PREDICTION_INPUT, detail);
    }

    private Problem refused(int rows, RowFindings findings) {
        List<Violation> violations = findings.violations();
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                "%d of %d %s do not fit the model; %s: %s. A valid one: %s"
                        .formatted(
                                findings.refusedRows(),
                                rows,
                                reader.field(),
                                violations.get(0).pointer(),
                                violations.get(0).message(),
                                Json.mapper().writeValueAsString(reader.example())),
                violations);
    }

    /** The rows of a table of texts as the examples they stand for. */
    ExampleTable typed(TextTable table) {
        return ExampleTable.of(table, reader, manifest);
    }

    /** What the networks themselves answer to rows that training kept. */
    GoldenAnswers golden() {
        return new GoldenAnswers(reader, networks, stepwise);
    }

    /** Says why it answers as it does. */
    Explainer explainer() {
        return new Explainer(manifest, reader, decoder, networks.whole(), stepwise);
    }

    /** What else the network can be asked for. */
    Interior interior() {
        return new Interior(manifest, networks.whole(), networks.maker());
    }

    /**
     * Encodes examples.
     *
     * @throws Problem {@code invalid_prediction_input} with everything that is wrong with them
     */
    Read read(List<? extends @Nullable Object> rows) {
        RowLimit.check(rows.size(), width);
        RowFindings findings = new RowFindings(reader.field(), manifest.unknownCategories());
        Encoded encoded = reader.read(rows, findings);
        if (!findings.isClean()) {
            throw refused(rows.size(), findings);
        }
        return new Read(encoded, rows.size(), findings.warnings());
    }

    /** Examples as the network sees them, and what is odd about them. */
    record Read(Encoded encoded, int rows, List<Warning> warnings) {}

    Manifest manifest() {
        return manifest;
    }

    /** A request that the model would answer. */
    Map<String, Object> exampleRequest() {
        return writer.<Map<String, Object>>map(texts -> Map.of("prompt", texts.example(), "length", 200, "seed", 7))
                .orElseGet(() -> Map.of(reader.field(), List.of(reader.example())));
    }

    /** The field of a request that lists examples for this model. */
    String field() {
        return reader.field();
    }

    Object example() {
        return reader.example();
    }

    @Override
    public void close() {
        networks.close();
    }
}
