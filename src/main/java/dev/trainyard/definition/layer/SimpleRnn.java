package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Units;
import org.jspecify.annotations.Nullable;

/**
 * The plain recurrent layer (Elman 1990): {@code activation(x · kernel + h · recurrentKernel + bias)}, where {@code h} is
 * what it answered one step before.
 */
@JsonTypeName("simpleRnn")
@AutoService({Layer.class, Recurrent.class})
public record SimpleRnn(
        @Nullable String name,

        @Parameter(value = "How many units.", required = true)
        Units units,

        @Parameter("What is done to each sum.") ActivationFunction activation,
        @Parameter("Whether a bias is added to each sum.") Boolean useBias,

        @Parameter("Whether each step is answered, or only the last; \"auto\" is as what follows needs it.")
        ReturnSequences returnSequences,

        @Parameter("How the kernel [features, units] starts.")
        Initializer kernelInitializer,

        @Parameter("How the recurrent kernel [units, units] starts.")
        Initializer recurrentInitializer,

        @Parameter("How the bias [units] starts.") Initializer biasInitializer)
        implements Recurrent {

    public SimpleRnn {
        units = units == null ? Units.AUTO : units;
        activation = Recurrent.oneOf(CURVES, "activation", activation, ActivationFunction.TANH);
        useBias = useBias == null || useBias;
        returnSequences = returnSequences == null ? ReturnSequences.AUTO : returnSequences;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        recurrentInitializer = recurrentInitializer == null ? Initializer.ORTHOGONAL : recurrentInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public SimpleRnn() {
        this(null, null, null, null, null, null, null, null);
    }

    @Override
    public int gates() {
        return 1;
    }

    @Override
    public Initializer initializer(String array) {
        return new Initializers(kernelInitializer, recurrentInitializer, biasInitializer).of(array);
    }

    @Override
    public SimpleRnn resolved(Position position) {
        return new SimpleRnn(
                name == null ? position.name() : name,
                units,
                activation,
                useBias,
                returnSequences.at(position),
                kernelInitializer,
                recurrentInitializer,
                biasInitializer);
    }
}
