package dev.trainyard.definition.layer;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Units;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A layer that reads a sequence {@code [steps, features]} step by step and hands what it answered to the next step. */
public interface Recurrent extends Layer {

    Units units();

    ActivationFunction activation();

    Boolean useBias();

    ReturnSequences returnSequences();

    /** The same with a name and no {@code "auto"}. */
    Recurrent resolved(Position position);

    /** How many sums each unit makes: Keras lays their columns side by side. */
    int gates();

    /** Keras' shape of the bias. */
    default Shape biasShape() {
        return Shape.of(gates() * units().count());
    }

    @Override
    default StepsNeed stepsNeed() {
        return StepsNeed.STEPS;
    }

    @Override
    default Fit fit(Shape input, Position position) {
        String type = Series.nameOf(this);
        List<Violation> violations = new ArrayList<>();
        position.misfitAtEnd(type).ifPresent(violations::add);
        Series.misfit(type, input).ifPresent(violations::add);
        if (units().isAuto()) {
            violations.add(
                    new Violation("/units", "units_required", "%s has no units: give it a number".formatted(type))
                            .suggesting(Suggestion.add("/units", 32)));
        }
        if (!violations.isEmpty()) {
            return new Fit.Misfits(violations);
        }
        Recurrent resolved = resolved(position);
        List<ParameterSpec> arrays = resolved.arrays(input.last());
        arrays.forEach(array -> misfit(array).ifPresent(violations::add));
        return violations.isEmpty()
                ? new Fit.Fits(resolved, resolved.answers(input), arrays)
                : new Fit.Misfits(violations);
    }

    private Optional<Violation> misfit(ParameterSpec array) {
        String field = array.name().equals("recurrentKernel") ? "recurrentInitializer" : array.name() + "Initializer";
        return initializer(array.name()).misfit(field, array.shape());
    }

    private Shape answers(Shape input) {
        return returnSequences().isTrue()
                ? Shape.of(input.dimensions().get(0), units().count())
                : Shape.of(units().count());
    }

    private List<ParameterSpec> arrays(int features) {
        int columns = gates() * units().count();
        List<ParameterSpec> arrays = new ArrayList<>(List.of(
                ParameterSpec.trainable("kernel", features, columns),
                ParameterSpec.trainable("recurrentKernel", units().count(), columns)));
        if (useBias()) {
            arrays.add(new ParameterSpec("bias", biasShape(), true));
        }
        return arrays;
    }

    /** The first values of its arrays. */
    record Initializers(Initializer kernel, Initializer recurrent, Initializer bias) {

        Initializer of(String array) {
            return switch (array) {
                case "kernel" -> kernel;
                case "recurrentKernel" -> recurrent;
                default -> bias;
            };
        }
    }

    /** @throws IllegalArgumentException when a recurrent layer cannot apply the function */
    static ActivationFunction oneOf(
            Set<ActivationFunction> known, String field, ActivationFunction function, ActivationFunction usual) {
        if (function == null || function == ActivationFunction.AUTO) {
            return usual;
        }
        if (!known.contains(function)) {
            throw new IllegalArgumentException("%s is %s; a recurrent layer has one of %s"
                    .formatted(
                            field,
                            Series.spelled(function),
                            known.stream().map(Series::spelled).toList()));
        }
        return function;
    }

    Set<ActivationFunction> CURVES = EnumSet.of(
            ActivationFunction.TANH,
            ActivationFunction.SIGMOID,
            ActivationFunction.RELU,
            ActivationFunction.SOFTSIGN,
            ActivationFunction.HARD_SIGMOID,
            ActivationFunction.LINEAR);

    Set<ActivationFunction> GATES = EnumSet.of(ActivationFunction.SIGMOID, ActivationFunction.HARD_SIGMOID);
}
