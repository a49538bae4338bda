package dev.trainyard.prediction;

import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a model tells of a step to come.
 *
 * @param names of all of them
 * @param categories of those that are classes, by name
 */
record Forecasts(List<String> names, Map<String, List<String>> categories) {

    static Forecasts of(TargetCodec each) {
        Forecasts forecasts = new Forecasts(new ArrayList<>(), new LinkedHashMap<>());
        forecasts.add(each);
        return forecasts;
    }

    private void add(TargetCodec each) {
        if (each instanceof TargetCodec.Values values) {
            values.columns().forEach(column -> names.add(column.name()));
        } else if (each instanceof TargetCodec.Classes classes) {
            names.add(classes.name());
            categories.put(classes.name(), classes.categories());
        } else if (each instanceof TargetCodec.Labels labels) {
            labels.labels().forEach(this::add);
        } else if (each instanceof TargetCodec.Several several) {
            several.heads().forEach(head -> add(head.codec()));
        }
    }

    /**
     * What is read and not told, as it stands in all the rows before: it stays so.
     *
     * @throws Problem {@code invalid_prediction_input} where it changes there, so that nobody knows how it goes on
     */
    Map<String, @Nullable Object> held(List<String> read, List<?> rows) {
        Map<String, @Nullable Object> held = new LinkedHashMap<>();
        List<String> changing = new ArrayList<>();
        for (String name : read) {
            List<@Nullable Object> values = rows.stream()
                    .<@Nullable Object>map(row -> row instanceof Map<?, ?> cells ? cells.get(name) : null)
                    .distinct()
                    .toList();
            if (names.contains(name)) {
                continue;
            }
            if (values.size() == 1 && values.get(0) != null) {
                held.put(name, values.get(0));
            } else {
                changing.add(name);
            }
        }
        if (!changing.isEmpty()) {
            throw refused(
                    "/prompt",
                    "not_forecast",
                    "the model reads %s, which it does not forecast, and which is not the same in all rows of the prompt, so that its own answers are not enough to go on by; ask it by predict"
                            .formatted(String.join(", ", changing)),
                    null);
        }
        return held;
    }

    /** @throws Problem {@code invalid_prediction_input} where no step can have the values that are to end a sequence */
    void check(Map<String, String> until) {
        until.forEach((name, value) -> {
            List<String> known = Objects.requireNonNullElse(categories.get(name), List.of());
            String pointer = "/until/" + name.replace("~", "~0").replace("/", "~1");
            if (known.isEmpty()) {
                throw refused(
                        pointer,
                        "unknown_column",
                        "'%s' is no column of classes that this model tells; there %s"
                                .formatted(
                                        name,
                                        categories.isEmpty()
                                                ? "are none"
                                                : "are: " + String.join(", ", categories.keySet())),
                        Suggestion.remove(pointer));
            }
            if (!known.contains(value)) {
                throw refused(
                        pointer,
                        "unknown_category",
                        "%s is never '%s'; it is one of %s".formatted(name, value, String.join(", ", known)),
                        Suggestion.replace(pointer, NearestName.of(value, known).orElse(known.get(0))));
            }
        });
    }

    private static Problem refused(String pointer, String code, String message, @Nullable Suggestion suggestion) {
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                message,
                List.of(new Violation(pointer, code, message, suggestion)));
    }
}
