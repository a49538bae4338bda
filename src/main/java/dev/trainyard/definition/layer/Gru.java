package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.Units;
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent unit (Cho et al. 2014), whose reset gate acts on the recurrent sums, as Keras does by default, or before
 * they are made. Its arrays are {@code kernel [features, 3·units]}, {@code recurrentKernel [units, 3·units]} and {@code
 * bias [2, 3·units]} (of the input sums, and of the recurrent ones; without {@code resetAfter} {@code [3·units]}), each in
 * the order update gate, reset gate, candidate.
 */
@JsonTypeName("gru")
@AutoService({Layer.class, Recurrent.class})
public record Gru(
        @Nullable String name,

        @Parameter(value = "How many units.", required = true)
        Units units,

        @Parameter("What is done to the candidate.") ActivationFunction activation,
        @Parameter("What is done to the gates' sums.") ActivationFunction recurrentActivation,
        @Parameter("Whether biases are added to the sums.") Boolean useBias,

        @Parameter("Whether the reset gate acts on the recurrent sums, or, as first published, before they are made.")
        Boolean resetAfter,

        @Parameter("Whether each step is answered, or only the last; \"auto\" is as what follows needs it.")
        ReturnSequences returnSequences,

        @Parameter("How the kernel [features, 3·units] starts.")
        Initializer kernelInitializer,

        @Parameter("How the recurrent kernel [units, 3·units] starts.")
        Initializer recurrentInitializer,

        @Parameter("How the biases start, [2, 3·units], or [3·units] without resetAfter.")
        Initializer biasInitializer)
        implements Recurrent {

    public Gru {
        units = units == null ? Units.AUTO : units;
        activation = Recurrent.oneOf(CURVES, "activation", activation, ActivationFunction.TANH);
        recurrentActivation =
                Recurrent.oneOf(GATES, "recurrentActivation", recurrentActivation, ActivationFunction.SIGMOID);
        useBias = useBias == null || useBias;
        resetAfter = resetAfter == null || resetAfter;
        returnSequences = returnSequences == null ? ReturnSequences.AUTO : returnSequences;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        recurrentInitializer = recurrentInitializer == null ? Initializer.ORTHOGONAL : recurrentInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Gru() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public Shape biasShape() {
        return resetAfter ? Shape.of(2, gates() * units.count()) : Shape.of(gates() * units.count());
    }

    @Override
    public Initializer initializer(String array) {
        return new Initializers(kernelInitializer, recurrentInitializer, biasInitializer).of(array);
    }

    @Override
    public Gru resolved(Position position) {
        return new Gru(
                name == null ? position.name() : name,
                units,
                activation,
                recurrentActivation,
                useBias,
                resetAfter,
                returnSequences.at(position),
                kernelInitializer,
                recurrentInitializer,
                biasInitializer);
    }
}
