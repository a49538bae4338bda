package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Units;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997): a recurrent layer whose gates decide what it keeps. Its arrays
 * are {@code kernel [features, 4·units]}, {@code recurrentKernel [units, 4·units]} and {@code bias [4·units]}, each in
 * the order input gate, forget gate, candidate, output gate.
 */
@JsonTypeName("lstm")
@AutoService({Layer.class, Recurrent.class})
public record Lstm(
        @Nullable String name,

        @Parameter(value = "How many units.", required = true)
        Units units,

        @Parameter("What is done to the candidate and to the memory shown.")
        ActivationFunction activation,

        @Parameter("What is done to the gates' sums.") ActivationFunction recurrentActivation,
        @Parameter("Whether a bias is added to each sum.") Boolean useBias,

        @Parameter("Whether the forget gate starts open: 1 is added to its bias.")
        Boolean unitForgetBias,

        @Parameter("Whether each step is answered, or only the last; \"auto\" is as what follows needs it.")
        ReturnSequences returnSequences,

        @Parameter("How the kernel [features, 4·units] starts.")
        Initializer kernelInitializer,

        @Parameter("How the recurrent kernel [units, 4·units] starts.")
        Initializer recurrentInitializer,

        @Parameter("How the bias [4·units] starts.") Initializer biasInitializer)
        implements Recurrent {

    public Lstm {
        units = units == null ? Units.AUTO : units;
        activation = Recurrent.oneOf(CURVES, "activation", activation, ActivationFunction.TANH);
        recurrentActivation =
                Recurrent.oneOf(GATES, "recurrentActivation", recurrentActivation, ActivationFunction.SIGMOID);
        useBias = useBias == null || useBias;
        unitForgetBias = unitForgetBias == null || unitForgetBias;
        returnSequences = returnSequences == null ? ReturnSequences.AUTO : returnSequences;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        recurrentInitializer = recurrentInitializer == null ? Initializer.ORTHOGONAL : recurrentInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Lstm() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public int gates() {
        return 4;
    }

    @Override
    public Initializer initializer(String array) {
        return new Initializers(kernelInitializer, recurrentInitializer, bias()).of(array);
    }

    private Initializer bias() {
        return unitForgetBias && biasInitializer.equals(Initializer.ZEROS) && !units.isAuto()
                ? Initializer.of(openForgetGate())
                : biasInitializer;
    }

    private List<Float> openForgetGate() {
        List<Float> bias = new ArrayList<>();
        for (int i = 0; i < gates() * units.count(); i++) {
            bias.add(i / units.count() == 1 ? 1f : 0f);
        }
        return bias;
    }

    @Override
    public Lstm resolved(Position position) {
        return new Lstm(
                name == null ? position.name() : name,
                units,
                activation,
                recurrentActivation,
                useBias,
                unitForgetBias,
                returnSequences.at(position),
                kernelInitializer,
                recurrentInitializer,
                biasInitializer);
    }
}
