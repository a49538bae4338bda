package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A number that predictions tell, by the name of its class, label or target; where it is none, NaN. */
record ToldNumber(String name, Function<Prediction, @Nullable Number> from) {

    double in(Prediction prediction) {
        Number number = from.apply(prediction);
        return number == null ? Double.NaN : number.doubleValue();
    }

    /**
     * The numbers of a prediction that are worth explaining.
     *
     * @throws Problem {@code not_available} for what is made of something else
     */
    static List<ToldNumber> of(Prediction prediction) {
        if (prediction instanceof Prediction.Category category) {
            String label = Objects.requireNonNullElse(category.label(), "");
            return List.of(new ToldNumber(
                    label,
                    other -> ((Prediction.Category) other).probabilities().get(label)));
        }
        if (prediction instanceof Prediction.Labels labels) {
            return labels.probabilities().keySet().stream()
                    .map(label -> new ToldNumber(
                            label,
                            other -> ((Prediction.Labels) other).probabilities().get(label)))
                    .toList();
        }
        if (prediction instanceof Prediction.Value) {
            return List.of(new ToldNumber("value", other -> ((Prediction.Value) other).value()));
        }
        if (prediction instanceof Prediction.Values values) {
            return values.values().keySet().stream()
                    .map(name -> new ToldNumber(
                            name, other -> ((Prediction.Values) other).values().get(name)))
                    .toList();
        }
        if (prediction instanceof Prediction.Outputs several) {
            return ofSeveral(several);
        }
        if (prediction instanceof Prediction.Steps steps) {
            return ofSteps(steps.steps());
        }
        throw Problem.notAvailable(
                "explanations are of classes, labels, values, texts and rebuilt examples; this model makes something else: leave explain out");
    }

    private static List<ToldNumber> ofSeveral(Prediction.Outputs several) {
        List<ToldNumber> numbers = new ArrayList<>();
        several.outputs()
                .forEach((output, one) -> of(one).forEach(number -> numbers.add(
                        new ToldNumber(output + "/" + number.name(), other -> number.in(part(other, output))))));
        return numbers;
    }

    /** Those of each step, behind its number from 0, such as {@code 2/plus}. */
    private static List<ToldNumber> ofSteps(List<Prediction> steps) {
        List<ToldNumber> numbers = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            int step = i;
            of(steps.get(i))
                    .forEach(number -> numbers.add(new ToldNumber(
                            step + "/" + number.name(),
                            other ->
                                    number.in(((Prediction.Steps) other).steps().get(step)))));
        }
        return numbers;
    }

    private static Prediction part(Prediction whole, String output) {
        return Objects.requireNonNull(((Prediction.Outputs) whole).outputs().get(output));
    }
}
