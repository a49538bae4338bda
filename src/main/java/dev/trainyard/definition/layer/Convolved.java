package dev.trainyard.definition.layer;

import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;

/** A layer of kernels with a bias and an activation function. */
public interface Convolved extends Activated {

    Boolean useBias();

    Initializer biasInitializer();

    /** The function it ends in when it stands there. */
    default ActivationFunction activation(Shape output, Position position) {
        if (activation() != ActivationFunction.AUTO) {
            return activation();
        }
        return position.last() ? position.output().activation(output.last()) : ActivationFunction.LINEAR;
    }

    /** The fit of a layer whose every {@code "auto"} is worked out. */
    default Fit fitting(Shape output, List<ParameterSpec> kernels, Position position) {
        List<ParameterSpec> arrays = new ArrayList<>(kernels);
        if (useBias()) {
            arrays.add(ParameterSpec.trainable("bias", output.last()));
        }
        List<Violation> violations = new ArrayList<>();
        activation().misfit(output, position).ifPresent(violations::add);
        for (ParameterSpec array : arrays) {
            initializer(array.name())
                    .misfit(array.name().replace("Kernel", "") + "Initializer", array.shape())
                    .ifPresent(violations::add);
        }
        if (!useBias() && !biasInitializer().equals(Initializer.ZEROS)) {
            violations.add(new Violation(
                    "/biasInitializer",
                    "no_bias",
                    "biasInitializer says how the bias starts, and useBias is false: there is none",
                    Suggestion.remove("/biasInitializer")));
        }
        return violations.isEmpty() ? new Fit.Fits(this, output, arrays) : new Fit.Misfits(violations);
    }
}
