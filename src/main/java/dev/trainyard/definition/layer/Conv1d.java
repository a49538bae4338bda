package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.SeriesPadding;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Slides kernels along a series. */
@JsonTypeName("conv1d")
@AutoService(Layer.class)
public record Conv1d(
        @Nullable String name,

        @Parameter(value = "How many channels it answers.", required = true, min = 1, max = Windows.MOST) @Nullable
        Integer filters,

        @Parameter(value = "How many steps the kernel covers.", min = 1, max = Windows.MOST)
        Integer kernelSize,

        @Parameter(value = "How far it moves at a time.", min = 1, max = Windows.MOST)
        Integer strides,

        @Parameter(
                "\"valid\" keeps the window within; \"same\" puts zeros beyond both ends, \"causal\" before the first step only, so that strides of 1 keep the size.")
        SeriesPadding padding,

        @Parameter(value = "How far apart the kernel's entries lie.", min = 1, max = Windows.MOST)
        Integer dilationRate,

        @Parameter("What is done to each sum; \"auto\" is linear, and follows from the target on the last layer.")
        ActivationFunction activation,

        @Parameter("Whether a bias is added to each sum.") Boolean useBias,

        @Parameter("How the kernel [steps, features, filters] starts.")
        Initializer kernelInitializer,

        @Parameter("How the bias [filters] starts.") Initializer biasInitializer)
        implements Convolved {

    public Conv1d {
        kernelSize = kernelSize == null ? 3 : kernelSize;
        strides = strides == null ? 1 : strides;
        padding = padding == null ? SeriesPadding.VALID : padding;
        dilationRate = dilationRate == null ? 1 : dilationRate;
        activation = activation == null ? ActivationFunction.AUTO : activation;
        useBias = useBias == null ? true : useBias;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
        Windows.within("kernelSize", kernelSize);
        Windows.within("strides", strides);
        Windows.within("dilationRate", dilationRate);
        if (filters != null) {
            Windows.within("filters", filters);
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Conv1d() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return array.equals("kernel") ? kernelInitializer : biasInitializer;
    }

    /** What the kernel reaches over. */
    public int reach() {
        return (kernelSize - 1) * dilationRate + 1;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        Optional<Violation> shape = Windows.notSeries("conv1d", input);
        List<Violation> violations = shape.isPresent()
                ? List.of(shape.get())
                : Windows.all(
                        Windows.missingFilters(filters == null),
                        Windows.tooLong("kernelSize", kernelSize, reach(), padding == SeriesPadding.VALID, input),
                        Windows.stridesAndDilation(strides > 1, dilationRate > 1));
        return filters == null || !violations.isEmpty() ? new Fit.Misfits(violations) : fit(input, position, filters);
    }

    private Fit fit(Shape input, Position position, int channels) {
        Shape output = Shape.of(padding.outputs(input.dimensions().get(0), reach(), strides), channels);
        ParameterSpec kernel = ParameterSpec.trainable("kernel", kernelSize, input.last(), channels);
        return resolved(output, position).fitting(output, List.of(kernel), position);
    }

    private Conv1d resolved(Shape output, Position position) {
        return new Conv1d(
                name == null ? position.name() : name,
                filters,
                kernelSize,
                strides,
                padding,
                dilationRate,
                activation(output, position),
                useBias,
                kernelInitializer,
                biasInitializer);
    }
}
