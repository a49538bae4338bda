package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Inside;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.plan.Preprocessing.UnknownCategory;
import dev.trainyard.plan.Task;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Lets a sequence go on: what the network forecasts of the last steps is read as the next of them. */
final class SequenceRollout {

    private final SequenceEncoder encoder;
    private final TargetCodec codec;
    private final Map<String, Double> spread;
    private final SequenceReader reader;
    private final UnknownCategory unknown;
    private final OnnxNetwork network;
    private final @Nullable OnnxDecoder decoder;

    private SequenceRollout(
            Manifest manifest, SequenceEncoder encoder, OnnxNetwork network, @Nullable OnnxDecoder decoder) {
        this.encoder = encoder;
        this.codec = manifest.codec();
        Inside inside = manifest.inside();
        this.spread = inside == null || inside.spread() == null ? Map.of() : inside.spread();
        this.reader = new SequenceReader(encoder, manifest.target());
        this.unknown = manifest.unknownCategories();
        this.network = network;
        this.decoder = decoder;
    }

    /**
     * The rollout of a model that forecasts, or tells at each step the next.
     *
     * @param decoder that reads step after step, null where there is none
     */
    static Optional<SequenceRollout> of(Manifest manifest, OnnxNetwork network, @Nullable OnnxDecoder decoder) {
        boolean goesOn = manifest.task() == Task.FORECASTING || manifest.task() == Task.GENERATION;
        return goesOn && manifest.encoder() instanceof SequenceEncoder encoder
                ? Optional.of(new SequenceRollout(manifest, encoder, network, decoder))
                : Optional.empty();
    }

    /**
     * The steps that follow.
     *
     * @param steps rows by column
     */
    record Rolled(List<Map<String, @Nullable Object>> steps, List<Warning> warnings) {}

    /** @throws Problem {@code invalid_prediction_input} when the model reads what it does not forecast, or the rows do not fit */
    Rolled roll(Continuation asked, long seed) {
        Forecasts forecasts = Forecasts.of(codec.ofOne());
        List<String> read = encoder.columns().stream().map(ColumnEncoder::name).toList();
        forecasts.check(asked.until());
        checkPrompt(asked);
        Map<String, @Nullable Object> held = forecasts.held(read, asked.rows());
        StepDraw draw = new StepDraw(codec.ofOne(), spread, asked, new Random(seed));
        List<Object> steps = new ArrayList<>(asked.rows());
        List<Warning> warnings = new ArrayList<>(held(held));
        List<Map<String, @Nullable Object>> rolled = new ArrayList<>();
        CarriedSteps carried = decoder == null ? null : new CarriedSteps(decoder);
        int wanted = asked.lengthOr(Continuation.USUAL_LENGTH);
        while (rolled.size() < wanted) {
            float[] answers = answers(steps, carried, rolled.isEmpty(), warnings);
            for (int at = 0; at < toldAtOnce(); at++) {
                Map<String, @Nullable Object> step =
                        draw.of(answers, at * codec.ofOne().width());
                if (step.containsValue(null)) {
                    warnings.add(notANumber(rolled.size()));
                    return new Rolled(rolled, warnings);
                }
                step.putAll(held);
                steps.add(step);
                rolled.add(step);
                if (rolled.size() == wanted || ends(step, asked.until())) {
                    return new Rolled(rolled, warnings);
                }
            }
        }
        return new Rolled(rolled, warnings);
    }

    /** How many steps to come are told at once. */
    private int toldAtOnce() {
        return encoder.exact() && codec instanceof TargetCodec.Steps several ? several.steps() : 1;
    }

    private static boolean ends(Map<String, @Nullable Object> step, Map<String, String> until) {
        return !until.isEmpty()
                && until.entrySet().stream()
                        .allMatch(end -> end.getValue().equals(String.valueOf(step.get(end.getKey()))));
    }

    private static List<Warning> held(Map<String, @Nullable Object> held) {
        return held.isEmpty()
                ? List.of()
                : List.of(new Warning(
                        "held_columns",
                        null,
                        "%s is read and not forecast: it stays as the prompt has it"
                                .formatted(String.join(", ", held.keySet()))));
    }

    private static Warning notANumber(int step) {
        return new Warning(
                "not_a_number",
                null,
                "what would be step %d is no finite number: the sequence ends there".formatted(step));
    }

    private void checkPrompt(Continuation asked) {
        if (asked.picture() != null) {
            throw refused("/images", "unknown_field", "this model forecasts rows and knows no images; leave them out");
        }
        int needed = encoder.exact() ? encoder.steps() : 1;
        if (asked.rows().size() < needed) {
            throw refused(
                    "/prompt",
                    asked.prompt().isEmpty() ? "sequence_too_short" : "wrong_type",
                    asked.prompt().isEmpty()
                            ? "prompt has %d rows; the model goes on after the last %d of them"
                                    .formatted(asked.rows().size(), needed)
                            : "prompt is a text; this model goes on after a list of %d rows".formatted(needed));
        }
    }

    /** What the network makes of the last steps: of the last alone, where it tells of each the next. */
    private float[] answers(List<Object> steps, @Nullable CarriedSteps carried, boolean given, List<Warning> warnings) {
        RowFindings findings = new RowFindings("prompt", unknown);
        int skipped = Math.max(0, steps.size() - encoder.steps());
        List<Object> last = steps.subList(skipped, steps.size());
        Encoded encoded = reader.read(List.of(last), findings);
        if (!findings.isClean()) {
            List<Violation> violations = findings.violations().stream()
                    .map(violation -> at(violation, skipped))
                    .toList();
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT, violations.get(0).message(), violations);
        }
        if (given) {
            warnings.addAll(findings.warnings());
        }
        if (carried != null && skipped == 0) {
            return carried.last(encoded.values(), steps.size(), encoder.step().width());
        }
        float[] answers = network.answer(encoded, 1);
        int each = codec.ofOne().width();
        return encoder.exact() ? answers : Arrays.copyOfRange(answers, (last.size() - 1) * each, last.size() * each);
    }

    /** A finding in the last rows, the only example, where the request has it: {@code /prompt/0/2/x} is in its third row. */
    private static Violation at(Violation violation, int skipped) {
        String[] parts = violation.pointer().split("/", 5);
        if (parts.length < 4) {
            return new Violation("/prompt", violation.code(), violation.message());
        }
        String rest = parts.length > 4 ? "/" + parts[4] : "";
        return new Violation(
                "/prompt/%d%s".formatted(Integer.parseInt(parts[3]) + skipped, rest),
                violation.code(),
                violation.message());
    }

    private static Problem refused(String pointer, String code, String message) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT, message, List.of(new Violation(pointer, code, message)));
    }
}
