package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Signature;
import dev.trainyard.prediction.web.InferResponse.Output;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The largest numbers of an output in place of all of them, as Triton's classification extension has it: texts such as
 * {@code 0.83:2:spam}, the largest first.
 *
 * @param labels what the numbers are of; none where that has no name
 */
record Classification(int count, List<String> labels) {

    Classification {
        labels = List.copyOf(labels);
    }

    /** @param prediction one of the answers, which all tell the same classes */
    static Classification of(int count, String output, Prediction prediction) {
        return new Classification(count, labels(output, prediction));
    }

    private static List<String> labels(String output, Prediction prediction) {
        if (prediction instanceof Prediction.Steps steps) {
            return steps.steps().isEmpty()
                    ? List.of()
                    : labels(output, steps.steps().get(0));
        }
        if (prediction instanceof Prediction.Outputs several) {
            int slash = output.lastIndexOf('/');
            Prediction one = slash < 0 ? null : several.outputs().get(output.substring(0, slash));
            return one == null ? List.of() : labels(output.substring(slash + 1), one);
        }
        if (!output.equals(Signature.PROBABILITIES)) {
            return List.of();
        }
        return prediction instanceof Prediction.Category category
                ? List.copyOf(category.probabilities().keySet())
                : prediction instanceof Prediction.Labels told
                        ? List.copyOf(told.probabilities().keySet())
                        : List.of();
    }

    /** @throws dev.trainyard.problem.Problem {@code malformed_request} where the output has no numbers */
    Output of(Output whole) {
        if (whole.data() == null || !whole.datatype().startsWith("FP")) {
            throw InputTensor.malformed("output '%s' has datatype %s; a classification is of numbers"
                    .formatted(whole.name(), whole.datatype()));
        }
        int width = whole.shape().get(whole.shape().size() - 1);
        int wanted = Math.min(count, width);
        List<@Nullable Object> told = new ArrayList<>();
        for (int at = 0; at < whole.data().size(); at += width) {
            told.addAll(largest(whole.data().subList(at, at + width), wanted));
        }
        List<Integer> shape = new ArrayList<>(whole.shape());
        shape.set(shape.size() - 1, wanted);
        return new Output(whole.name(), shape, "BYTES", null, told);
    }

    private List<String> largest(List<@Nullable Object> numbers, int wanted) {
        return IntStream.range(0, numbers.size())
                .boxed()
                .sorted(Comparator.comparingDouble(place -> -number(numbers.get(place))))
                .limit(wanted)
                .map(place -> text(numbers.get(place), place))
                .toList();
    }

    /** What is no number comes last. */
    private static double number(@Nullable Object number) {
        return number instanceof Number known ? known.doubleValue() : Double.NEGATIVE_INFINITY;
    }

    private String text(@Nullable Object number, int place) {
        String value = number == null ? "nan" : number.toString();
        return place < labels.size() ? "%s:%d:%s".formatted(value, place, labels.get(place)) : value + ":" + place;
    }
}
