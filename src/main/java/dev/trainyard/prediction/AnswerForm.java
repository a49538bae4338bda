package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form in which predictions of classes and labels are wanted.
 *
 * @param probabilities whether the probabilities are told, too; they are, when it is null
 * @param topK how many of them, the likeliest first; null for all in the order of the categories
 * @param threshold from which probability on a label is told, or the second of two classes; null for 0.5
 */
public record AnswerForm(
        @Nullable Boolean probabilities,
        @Nullable Integer topK,
        @Nullable Double threshold) {

    public AnswerForm {
        check(topK, threshold);
    }

    /** @throws IllegalArgumentException when there is no such form */
    public static void check(@Nullable Integer topK, @Nullable Double threshold) {
        if (topK != null && topK < 1) {
            throw new IllegalArgumentException("topK is %d; it is 1 or more".formatted(topK));
        }
        if (threshold != null && !(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("threshold is %s; it is between 0 and 1".formatted(threshold));
        }
    }

    /**
     * The same of query parameters.
     *
     * @throws Problem {@code invalid_parameter}
     */
    public static AnswerForm asked(
            @Nullable Boolean probabilities, @Nullable Integer topK, @Nullable Double threshold) {
        try {
            return new AnswerForm(probabilities, topK, threshold);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The same answers in this form.
     *
     * @throws Problem {@code invalid_prediction_input} when the model tells nothing that has such a form
     */
    public Predicted of(Predicted predicted) {
        return probabilities == null && topK == null && threshold == null
                ? predicted
                : new Predicted(
                        predicted.model(),
                        predicted.version(),
                        predicted.predictions().stream().map(this::of).toList(),
                        predicted.warnings());
    }

    private Prediction of(Prediction prediction) {
        if (prediction instanceof Prediction.Steps steps) {
            return new Prediction.Steps(steps.steps().stream().map(this::of).toList());
        }
        if (prediction instanceof Prediction.Outputs several
                && several.outputs().values().stream().anyMatch(this::fits)) {
            Map<String, Prediction> outputs = new LinkedHashMap<>();
            several.outputs().forEach((name, one) -> outputs.put(name, fits(one) ? of(one) : one));
            return new Prediction.Outputs(outputs);
        }
        if (!fits(prediction)) {
            throw refused(prediction);
        }
        return prediction instanceof Prediction.Labels labels
                ? labels(labels)
                : category((Prediction.Category) prediction);
    }

    private boolean fits(Prediction prediction) {
        return prediction instanceof Prediction.Labels
                || (prediction instanceof Prediction.Category category
                        && (threshold == null || category.probabilities().size() == 2));
    }

    private Prediction labels(Prediction.Labels told) {
        Prediction.Labels labels = threshold == null ? told : Prediction.Labels.at(threshold, told.probabilities());
        return new Prediction.Labels(labels.labels(), wanted(labels.probabilities()));
    }

    private Prediction category(Prediction.Category told) {
        String label = threshold == null || told.label() == null ? told.label() : second(told, threshold);
        return new Prediction.Category(label, wanted(told.probabilities()));
    }

    private static String second(Prediction.Category told, double threshold) {
        List<String> categories = List.copyOf(told.probabilities().keySet());
        Float probability = told.probabilities().get(categories.get(1));
        return categories.get(probability != null && probability >= threshold ? 1 : 0);
    }

    private Map<String, @Nullable Float> wanted(Map<String, @Nullable Float> all) {
        if (Boolean.FALSE.equals(probabilities)) {
            return Map.of();
        }
        return topK == null ? all : likeliest(all, topK);
    }

    private static Map<String, @Nullable Float> likeliest(Map<String, @Nullable Float> all, int most) {
        Map<String, @Nullable Float> likeliest = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> entry.getValue() == null ? 1 : -entry.getValue()))
                .limit(most)
                .forEach(entry -> likeliest.put(entry.getKey(), entry.getValue()));
        return likeliest;
    }

    private Problem refused(Prediction prediction) {
        String field = threshold != null ? "threshold" : topK != null ? "topK" : "probabilities";
        String message = prediction instanceof Prediction.Category category
                ? "threshold is for labels and for two classes, and this model tells %d: leave it out"
                        .formatted(category.probabilities().size())
                : "%s is for models of classes or labels, and this one has none: leave it out".formatted(field);
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                message,
                List.of(new Violation("/" + field, "unknown_field", message, Suggestion.remove("/" + field))));
    }
}
