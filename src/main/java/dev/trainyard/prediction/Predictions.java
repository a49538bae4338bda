package dev.trainyard.prediction;

import dev.trainyard.model.ServedVersion;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Asks published models for what they predict. */
@Service
@ApiRole
public class Predictions {

    private final ServedModels served;
    private final Shadows shadows;

    Predictions(ServedModels served, Shadows shadows) {
        this.served = served;
        this.shadows = shadows;
    }

    /**
     * Predicts for each example.
     *
     * @param version a number, an alias, or {@code latest}
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code too_large}, {@code unavailable}
     */
    public Predicted predict(String model, String version, Asked asked) {
        return served.use(model, version, (found, servable) -> predicted(found, servable, asked));
    }

    /**
     * Answers the body of a call, straight where it asks for nothing out of the ordinary.
     *
     * @param reading reads what else a body asks for
     * @return the bytes of a JSON answer, a {@link Predicted} or an {@link Explained}
     * @throws Problem as for {@link #predict}; {@code not_available} where there are no explanations; what {@code reading} throws
     */
    public Object answer(String model, String version, byte[] body, Function<byte[], Wanted> reading) {
        return served.use(model, version, (found, servable) -> {
            byte[] straight = found.shadow() == null ? servable.straight(found.model(), found.version(), body) : null;
            return straight != null ? straight : answer(found, servable, reading.apply(body));
        });
    }

    private Object answer(ServedVersion found, Servable servable, Wanted wanted) {
        return wanted.explained()
                ? explained(found, servable, wanted.asked()).in(wanted.form())
                : wanted.form().of(predicted(found, servable, wanted.asked()));
    }

    private Predicted predicted(ServedVersion found, Servable servable, Asked asked) {
        List<? extends @Nullable Object> examples = asked.of(servable.field());
        Answers answers = servable.predict(examples);
        shadows.follow(found, examples, answers.predictions());
        return new Predicted(found.model(), found.version(), answers);
    }

    /**
     * Predicts for each example, and says why.
     *
     * @throws Problem as for {@link #predict}; {@code not_available} where there are no explanations
     */
    public Explained explain(String model, String version, Asked asked) {
        return served.use(model, version, (found, servable) -> explained(found, servable, asked));
    }

    private static Explained explained(ServedVersion found, Servable servable, Asked asked) {
        List<? extends @Nullable Object> examples = asked.of(servable.field());
        Servable.Read read = servable.read(examples);
        Answers answers = servable.predict(examples);
        return new Explained(
                found.model(),
                found.version(),
                answers.predictions(),
                servable.explainer().explain(examples, read, answers.predictions()),
                answers.warnings());
    }

    /** Whether a call may have to wait for a place. */
    public boolean areFull() {
        return served.isFull();
    }

    /** Why a call would be refused for want of a place to wait, before its body is read; null when it would not be. */
    public @Nullable Problem refusal(String model, String version) {
        return served.refusal(model, version);
    }

    /** Predicts for each row of a table of texts. */
    public PredictedTable predict(String model, String version, TextTable table) {
        RowLimit.check(table.rows().size());
        return served.use(model, version, (found, servable) -> {
            refuseClips(servable);
            ExampleTable typed = servable.typed(table);
            Predicted predicted = new Predicted(found.model(), found.version(), servable.predict(typed.examples()));
            return new PredictedTable(predicted, typed.id(), typed.ids());
        });
    }

    private static void refuseClips(Servable servable) {
        Signature.of("", 0, servable.field(), servable.manifest()).checkTables();
    }

    /** What a version reads and answers. */
    public Signature signature(String model, String version) {
        return served.lookAtAsked(
                model,
                version,
                (found, servable) ->
                        Signature.of(found.model(), found.version(), servable.field(), servable.manifest()));
    }

    /** Gives back what a version takes of this process; the next call has it loaded again. */
    public void unload(ServedVersion version) {
        served.unload(version);
    }

    /** A request that the model would answer. */
    public Map<String, Object> example(String model, String version) {
        return served.look(model, version, (found, servable) -> servable.exampleRequest());
    }

    /** The version's own OpenAPI document, with its real columns and labels. */
    public Map<String, Object> document(String model, String version) {
        return served.look(model, version, (found, servable) -> new ModelDocument(found, servable).document());
    }

    /** Fetches the version's bundle once more and holds it against its golden rows. */
    public GoldenGate.Verdict selftest(String model, String version) {
        return served.selftest(model, version);
    }
}
