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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Lets a sequence go on: what the network forecasts of the last steps is read as the next of them. Classes are drawn by their
 * probabilities; numbers are taken as they are forecast, or with as much noise as the forecasts were wrong, times the
 * temperature.
 */
final class SequenceRollout {

    private final SequenceEncoder encoder;
    private final TargetCodec codec;
    private final Map<String, Double> spread;
    private final SequenceReader reader;
    private final UnknownCategory unknown;
    private final OnnxNetwork network;

    private SequenceRollout(Manifest manifest, SequenceEncoder encoder, OnnxNetwork network) {
        this.encoder = encoder;
        this.codec = manifest.codec();
        Inside inside = manifest.inside();
        this.spread = inside == null || inside.spread() == null ? Map.of() : inside.spread();
        this.reader = new SequenceReader(encoder, manifest.target());
        this.unknown = manifest.unknownCategories();
        this.network = network;
    }

    /** The rollout of a model that forecasts. */
    static Optional<SequenceRollout> of(Manifest manifest, OnnxNetwork network) {
        return manifest.task() == Task.FORECASTING && manifest.encoder() instanceof SequenceEncoder encoder
                ? Optional.of(new SequenceRollout(manifest, encoder, network))
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
        checkForecastsWhatItReads();
        checkPrompt(asked);
        Draw draw = new Draw(asked, new Random(seed));
        List<Object> steps = new ArrayList<>(asked.rows());
        List<Warning> warnings = new ArrayList<>();
        List<Map<String, @Nullable Object>> rolled = new ArrayList<>();
        int wanted = asked.lengthOr(Continuation.USUAL_LENGTH);
        while (rolled.size() < wanted) {
            List<Map<String, @Nullable Object>> next = draw.steps(answers(steps, rolled.isEmpty(), warnings));
            if (next.stream().anyMatch(step -> step.containsValue(null))) {
                warnings.add(new Warning(
                        "not_a_number",
                        null,
                        "what would be step %d is no finite number: the sequence ends there".formatted(rolled.size())));
                break;
            }
            next.stream().limit(wanted - rolled.size()).forEach(rolled::add);
            steps.addAll(next);
        }
        return new Rolled(rolled, warnings);
    }

    private void checkForecastsWhatItReads() {
        List<String> told = new ArrayList<>();
        addNames(codec.ofOne(), told);
        List<String> unknown = encoder.columns().stream()
                .map(ColumnEncoder::name)
                .filter(name -> !told.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw refused(
                    "",
                    "not_forecast",
                    "the model reads %s, which it does not forecast, so that its own answers are not enough to go on by; ask it by predict"
                            .formatted(String.join(", ", unknown)));
        }
    }

    private static void addNames(TargetCodec each, List<String> names) {
        if (each instanceof TargetCodec.Values values) {
            values.columns().forEach(column -> names.add(column.name()));
        } else if (each instanceof TargetCodec.Classes classes) {
            names.add(classes.name());
        } else if (each instanceof TargetCodec.Labels labels) {
            names.addAll(labels.names());
        } else if (each instanceof TargetCodec.Several several) {
            several.heads().forEach(head -> addNames(head.codec(), names));
        }
    }

    private void checkPrompt(Continuation asked) {
        if (asked.picture() != null) {
            throw refused("/images", "unknown_field", "this model forecasts rows and knows no images; leave them out");
        }
        if (asked.rows().size() < encoder.steps()) {
            throw refused(
                    "/prompt",
                    asked.prompt().isEmpty() ? "sequence_too_short" : "wrong_type",
                    asked.prompt().isEmpty()
                            ? "prompt has %d rows; the model goes on after the last %d of them"
                                    .formatted(asked.rows().size(), encoder.steps())
                            : "prompt is a text; this model goes on after a list of %d rows"
                                    .formatted(encoder.steps()));
        }
    }

    /** What the network makes of the last steps. */
    private float[] answers(List<Object> steps, boolean given, List<Warning> warnings) {
        RowFindings findings = new RowFindings("prompt", unknown);
        List<Object> last = steps.subList(steps.size() - encoder.steps(), steps.size());
        Encoded encoded = reader.read(List.of(last), findings);
        if (!findings.isClean()) {
            List<Violation> violations = findings.violations().stream()
                    .map(violation -> at(violation, steps.size() - encoder.steps()))
                    .toList();
            throw new Problem(
                    ProblemType.INVALID_PREDICTION_INPUT, violations.get(0).message(), violations);
        }
        if (given) {
            warnings.addAll(findings.warnings());
        }
        return network.answer(encoded, 1);
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

    /** Makes steps of answers. */
    private final class Draw {

        private final Continuation asked;
        private final Random random;

        Draw(Continuation asked, Random random) {
            this.asked = asked;
            this.random = random;
        }

        List<Map<String, @Nullable Object>> steps(float[] answers) {
            int count = codec instanceof TargetCodec.Steps steps ? steps.steps() : 1;
            List<Map<String, @Nullable Object>> drawn = new ArrayList<>();
            for (int step = 0; step < count; step++) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                draw(codec.ofOne(), answers, step * codec.ofOne().width(), row);
                drawn.add(row);
            }
            return drawn;
        }

        private void draw(TargetCodec each, float[] answers, int at, Map<String, @Nullable Object> row) {
            if (each instanceof TargetCodec.Values values) {
                for (int i = 0; i < values.columns().size(); i++) {
                    ColumnEncoder.Numeric column = values.columns().get(i);
                    double value = column.decode((float) (answers[at + i] + noise(column.name())));
                    row.put(column.name(), Double.isFinite(value) ? value : null);
                }
            } else if (each instanceof TargetCodec.Classes classes) {
                row.put(classes.name(), category(classes, answers, at));
            } else if (each instanceof TargetCodec.Labels labels) {
                for (int i = 0; i < labels.labels().size(); i++) {
                    row.put(labels.names().get(i), category(labels.labels().get(i), answers, at + i));
                }
            } else if (each instanceof TargetCodec.Several several) {
                int from = at;
                for (TargetCodec.Several.Head head : several.heads()) {
                    draw(head.codec(), answers, from, row);
                    from += head.codec().width();
                }
            }
        }

        private double noise(String target) {
            double temperature = asked.temperatureOr(0);
            return temperature == 0 ? 0 : temperature * spread.getOrDefault(target, 0.0) * random.nextGaussian();
        }

        private @Nullable String category(TargetCodec.Classes classes, float[] answers, int at) {
            double[] probabilities = classes.probabilities(answers, at);
            float[] narrow = new float[probabilities.length];
            for (int i = 0; i < narrow.length; i++) {
                if (!Double.isFinite(probabilities[i])) {
                    return null;
                }
                narrow[i] = (float) probabilities[i];
            }
            TokenDraw draw = new TokenDraw(narrow.length, number -> true, asked.temperatureOr(1), random);
            return classes.categories().get(draw.of(narrow, 0));
        }
    }
}
