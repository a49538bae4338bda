package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets each step of a sequence look at all others, by several heads at once (Vaswani et al. 2017): Keras'
 * multi-head attention of a sequence to itself.
 */
@JsonTypeName("selfAttention")
@AutoService(Layer.class)
public record SelfAttention(
        @Nullable String name,
        @Parameter(value = "How many heads look.", min = 1) Integer numHeads,

        @Parameter(value = "How many numbers of a step a head compares.", min = 1)
        Integer keyDim,

        @Parameter("Whether biases are added.") Boolean useBias,

        @Parameter(
                "How the kernels start: query, key and value [features, heads, keyDim], output [heads, keyDim, features].")
        Initializer kernelInitializer)
        implements Layer {

    private static final int MOST = 1_024;

    public SelfAttention {
        numHeads = numHeads == null ? 1 : numHeads;
        keyDim = keyDim == null ? 16 : keyDim;
        useBias = useBias == null || useBias;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        between("numHeads", numHeads);
        between("keyDim", keyDim);
    }

    private static void between(String field, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("%s is %d; it is from 1 to %d".formatted(field, value, MOST));
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public SelfAttention() {
        this(null, null, null, null, null);
    }

    @Override
    public StepsNeed stepsNeed() {
        return StepsNeed.STEPS;
    }

    @Override
    public Initializer initializer(String array) {
        return array.endsWith("Kernel") ? kernelInitializer : Initializer.ZEROS;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                position.misfitAtEnd("selfAttention").or(() -> Series.misfit("selfAttention", input)),
                () -> new Fit.Fits(
                        new SelfAttention(
                                name == null ? position.name() : name, numHeads, keyDim, useBias, kernelInitializer),
                        input,
                        arrays(input.last())));
    }

    private List<ParameterSpec> arrays(int features) {
        List<ParameterSpec> arrays = new ArrayList<>();
        for (String part : List.of("query", "key", "value")) {
            arrays.add(ParameterSpec.trainable(part + "Kernel", features, numHeads, keyDim));
            if (useBias) {
                arrays.add(ParameterSpec.trainable(part + "Bias", numHeads, keyDim));
            }
        }
        arrays.add(ParameterSpec.trainable("outputKernel", numHeads, keyDim, features));
        if (useBias) {
            arrays.add(ParameterSpec.trainable("outputBias", features));
        }
        return arrays;
    }
}
