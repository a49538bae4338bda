package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every unit weighs every input, along the last axis: {@code activation(x · kernel + bias)}. */
@JsonTypeName("dense")
@AutoService(Layer.class)
public record Dense(
        @Nullable String name,

        @Parameter("How many units; \"auto\" on the last layer follows from the target.")
        Units units,

        @Parameter("What is done to each sum; \"auto\" is linear, and follows from the target on the last layer.")
        ActivationFunction activation,

        @Parameter("Whether a bias is added to each sum.") Boolean useBias,
        @Parameter("How the kernel [inputs, units] starts.") Initializer kernelInitializer,
        @Parameter("How the bias [units] starts.") Initializer biasInitializer)
        implements Activated {

    public Dense {
        units = units == null ? Units.AUTO : units;
        activation = activation == null ? ActivationFunction.AUTO : activation;
        useBias = useBias == null || useBias;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Dense() {
        this(null, null, null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return array.equals("kernel") ? kernelInitializer : biasInitializer;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        List<Violation> violations = new ArrayList<>();
        if (units.isAuto() && !position.last()) {
            violations.add(new Violation(
                            "/units",
                            "units_required",
                            "units is \"auto\", which only the last layer may say: give this one a number")
                    .suggesting(Suggestion.replace("/units", 16)));
        }
        if (!violations.isEmpty()) {
            return new Fit.Misfits(violations);
        }
        return resolved(position).fitting(input, position);
    }

    private Fit fitting(Shape input, Position position) {
        List<Violation> violations = new ArrayList<>();
        activation.misfit(input.withLast(units.count()), position).ifPresent(violations::add);
        kernelInitializer
                .misfit("kernelInitializer", Shape.of(input.last(), units.count()))
                .ifPresent(violations::add);
        if (useBias) {
            biasInitializer.misfit("biasInitializer", Shape.of(units.count())).ifPresent(violations::add);
        } else if (!biasInitializer.equals(Initializer.ZEROS)) {
            violations.add(new Violation(
                    "/biasInitializer",
                    "no_bias",
                    "biasInitializer says how the bias starts, and useBias is false: there is none",
                    Suggestion.remove("/biasInitializer")));
        }
        return violations.isEmpty()
                ? new Fit.Fits(this, input.withLast(units.count()), parameters(input.last()))
                : new Fit.Misfits(violations);
    }

    private Dense resolved(Position position) {
        Units known = units.isAuto() ? new Units(position.output().units()) : units;
        return new Dense(
                name == null ? position.name() : name,
                known,
                activation == ActivationFunction.AUTO ? activation(known, position) : activation,
                useBias,
                kernelInitializer,
                biasInitializer);
    }

    private static ActivationFunction activation(Units units, Position position) {
        return position.last() ? position.output().activation(units.count()) : ActivationFunction.LINEAR;
    }

    private List<ParameterSpec> parameters(int inputs) {
        ParameterSpec kernel = ParameterSpec.trainable("kernel", inputs, units.count());
        return useBias ? List.of(kernel, ParameterSpec.trainable("bias", units.count())) : List.of(kernel);
    }
}
