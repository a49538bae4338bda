package dev.trainyard.prediction;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.Json;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** An opened bundle: answers raw rows, from any number of threads at once. */
final class Servable implements AutoCloseable {

    private final Manifest manifest;
    private final ExampleReader reader;
    private final AnswerDecoder decoder;
    private final OnnxNetwork network;
    private Batches batches;
    private final @Nullable OnnxNetwork maker;
    private final @Nullable OnnxDecoder stepper;
    private final @Nullable StraightWay straight;
    private final Optional<StepwiseWriter> stepwise;
    private final Optional<TextWriter> writer;
    private final int width;

    private Servable(
            Manifest manifest, OnnxNetwork network, @Nullable OnnxNetwork maker, @Nullable OnnxDecoder stepper) {
        this.manifest = manifest;
        this.reader = ExampleReader.of(manifest);
        this.decoder = new AnswerDecoder(manifest.codec());
        this.network = network;
        this.batches = new Batches(network::answer, Batches.Policy.NONE);
        this.maker = maker;
        this.stepper = stepper;
        this.straight = StraightWay.of(manifest);
        this.stepwise = StepwiseWriter.of(manifest, network, stepper);
        this.writer = TextWriter.of(manifest, network, stepper);
        this.width = manifest.encoder().width();
    }

    static Servable open(BundleFolder bundle) throws BundleUnreadable {
        Manifest manifest = manifest(bundle);
        OnnxNetwork network = OnnxNetwork.open(
                bundle.model(),
                inputs(manifest),
                new OnnxNetwork.Port(manifest.output(), manifest.codec().shape()));
        try {
            return new Servable(manifest, network, maker(bundle, manifest), stepper(bundle, manifest, network));
        } catch (BundleUnreadable e) {
            network.close();
            throw e;
        }
    }

    /** The network that makes examples of noise, where it is another one. */
    private static @Nullable OnnxNetwork maker(BundleFolder bundle, Manifest manifest) throws BundleUnreadable {
        Inside inside = manifest.inside();
        return inside == null || inside.prior() == null
                ? null
                : OnnxNetwork.open(
                        bundle.decoder(),
                        List.of(new OnnxNetwork.Port(
                                manifest.input(), Shape.of(inside.prior().latentSize()))),
                        new OnnxNetwork.Port(manifest.output(), manifest.codec().shape()));
    }

    /** Has callers wait for each other; said before anybody asks. */
    Servable batched(Batches.Policy policy) {
        batches = new Batches(network::answer, policy);
        return this;
    }

    /** The decoder that reads token after token, where there is one. */
    private static @Nullable OnnxDecoder stepper(BundleFolder bundle, Manifest manifest, OnnxNetwork network)
            throws BundleUnreadable {
        Inside inside = manifest.inside();
        if (inside == null || inside.stepping() == null) {
            return null;
        }
        return network.decoder(bundle.decoder(), inside.stepping(), token(manifest), told(manifest));
    }

    /** How many numbers are told at a step. */
    private static int told(Manifest manifest) {
        if (manifest.encoder() instanceof PrefixedEncoder encoder) {
            return encoder.written().vocabulary().size();
        }
        return manifest.encoder() instanceof TextEncoder encoder
                ? encoder.vocabulary().size()
                : manifest.codec().ofOne().width();
    }

    /** What is read at a step: the cells of a row, or the number of a token. */
    private static Shape token(Manifest manifest) {
        return manifest.encoder() instanceof SequenceEncoder encoder
                ? Shape.of(1, encoder.step().width())
                : Shape.of(1);
    }

    /**
     * What the decoder by itself makes of the code of golden rows, or step by step of their texts, which must be what the whole
     * network answers; null where there is none.
     */
    float @Nullable [] rawRebuilt(List<? extends @Nullable Object> rows) throws BundleUnreadable {
        if (stepwise.isPresent()) {
            return stepwise.get().stepped(golden(rows), rows.size());
        }
        if (stepper != null) {
            return stepped(golden(rows), rows.size(), stepper);
        }
        Inside inside = manifest.inside();
        if (maker == null || inside == null || inside.code() == null) {
            return null;
        }
        return maker.answer(new Encoded(rawAnswers(rows, inside.code()), null), rows.size());
    }

    /** The answers of the whole network, but at each step that there is those that are told step by step. */
    private float[] stepped(Encoded examples, int rows, OnnxDecoder decoder) {
        float[] answers = network.answer(examples, rows);
        int width = manifest.encoder().width();
        int most = manifest.encoder().shape().dimensions().get(0);
        int told = answers.length / rows / most;
        for (int row = 0; row < rows; row++) {
            float[] one = Arrays.copyOfRange(examples.values(), row * width, (row + 1) * width);
            CarriedSteps carried = new CarriedSteps(decoder);
            int steps = examples.lengths() == null ? most : examples.lengths()[row];
            for (int step = 0; step < steps; step++) {
                float[] some = carried.last(one, step + 1, width / most);
                System.arraycopy(some, 0, answers, (row * most + step) * told, told);
            }
        }
        return answers;
    }

    private static List<OnnxNetwork.Port> inputs(Manifest manifest) {
        return manifest.inputs().isEmpty()
                ? List.of(new OnnxNetwork.Port(
                        manifest.input(), manifest.encoder().shape()))
                : manifest.inputs().stream()
                        .map(input -> new OnnxNetwork.Port(input.tensor(), input.shape()))
                        .toList();
    }

    private static Manifest manifest(BundleFolder bundle) throws BundleUnreadable {
        try {
            Manifest manifest = bundle.readManifest();
            if (manifest.format() != Manifest.FORMAT) {
                throw new BundleUnreadable("the bundle has format %d; this version of the service reads format %d"
                        .formatted(manifest.format(), Manifest.FORMAT));
            }
            return manifest;
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new BundleUnreadable("manifest.json cannot be read", e);
        }
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
        return SequenceRollout.of(manifest, network, stepper);
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

    /**
     * The rows of a table of texts as the examples they stand for.
     *
     * @param id the column that tells sequences apart, null where each row is an example
     * @param ids of the sequences
     */
    record Typed(List<Object> examples, @Nullable String id, List<String> ids) {}

    Typed typed(TextTable table) {
        if (!(reader instanceof SequenceReader)) {
            return new Typed(typed(table.header(), table.rows()), null, List.of());
        }
        Manifest.Keys keys = manifest.keys() == null ? new Manifest.Keys(null, null) : manifest.keys();
        SequenceTable sequences = new SequenceTable(table, unread(keys.id()), unread(keys.order()));
        List<Object> examples = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        sequences.sequences().forEach((id, steps) -> {
            examples.add(typed(sequences.header(), steps));
            ids.add(id);
        });
        return new Typed(examples, keys.id() == null ? "sequence" : keys.id(), ids);
    }

    private List<Object> typed(List<String> header, List<List<String>> rows) {
        return rows.stream().map(row -> (Object) reader.typed(header, row)).toList();
    }

    /** A key that is also a feature is read like the others. */
    private @Nullable String unread(@Nullable String key) {
        boolean read =
                manifest.features().stream().anyMatch(column -> column.name().equals(key));
        return read ? null : key;
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

    /**
     * The network's own answers for rows as callers would send them, row-major.
     *
     * @param tensor the output that is read, null for the answer
     */
    float[] rawAnswers(List<? extends @Nullable Object> rows, @Nullable String tensor) throws BundleUnreadable {
        Encoded encoded = golden(rows);
        return tensor == null ? network.answer(encoded, rows.size()) : network.read(encoded, rows.size(), port(tensor));
    }

    private Encoded golden(List<? extends @Nullable Object> rows) throws BundleUnreadable {
        RowFindings findings = new RowFindings(reader.field());
        Encoded encoded = reader.readGolden(rows, findings);
        if (!findings.isClean()) {
            Violation first = findings.violations().get(0);
            throw new BundleUnreadable("the encoder refuses golden row%s: %s"
                    .formatted(first.pointer().replace("/%s/".formatted(reader.field()), " "), first.message()));
        }
        return encoded;
    }

    private OnnxNetwork.Port port(String tensor) throws BundleUnreadable {
        Inside inside = manifest.inside();
        OnnxNetwork.Port port = inside == null ? null : Interior.port(inside, tensor);
        if (port == null) {
            throw new BundleUnreadable("the manifest tells nothing of an output '%s'".formatted(tensor));
        }
        network.check(port);
        return port;
    }

    /** Says why it answers as it does. */
    Explainer explainer() {
        return new Explainer(reader, decoder, network);
    }

    /** What else the network can be asked for. */
    Interior interior() {
        return new Interior(manifest, network, maker);
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
        network.close();
        if (stepper != null) {
            stepper.close();
        }
        if (maker != null) {
            maker.close();
        }
    }
}
