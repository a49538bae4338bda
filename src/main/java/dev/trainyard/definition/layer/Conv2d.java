package dev.trainyard.definition.layer;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.Fit;
import dev.trainyard.definition.Initializer;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.Position;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Slides kernels over a picture. */
@JsonTypeName("conv2d")
@AutoService(Layer.class)
public record Conv2d(
        @Nullable String name,

        @Parameter(value = "How many channels it answers.", required = true, min = 1, max = Windows.MOST) @Nullable
        Integer filters,

        @Parameter("Height and width of the kernel: one number or two.")
        Area kernelSize,

        @Parameter("How far it moves at a time: one number or two.")
        Area strides,

        @Parameter(
                "\"valid\" keeps the window within; \"same\" puts zeros beyond the edges, so that strides of 1 keep the size.")
        Padding padding,

        @Parameter("How far apart the kernel's entries lie: one number or two.")
        Area dilationRate,

        @Parameter("What is done to each sum; \"auto\" is linear, and follows from the target on the last layer.")
        ActivationFunction activation,

        @Parameter("Whether a bias is added to each sum.") Boolean useBias,

        @Parameter("How the kernel [height, width, channels, filters] starts.")
        Initializer kernelInitializer,

        @Parameter("How the bias [filters] starts.") Initializer biasInitializer)
        implements Convolved {

    public Conv2d {
        kernelSize = kernelSize == null ? Area.of(3) : kernelSize;
        strides = strides == null ? Area.ONE : strides;
        padding = padding == null ? Padding.VALID : padding;
        dilationRate = dilationRate == null ? Area.ONE : dilationRate;
        activation = activation == null ? ActivationFunction.AUTO : activation;
        useBias = useBias == null ? true : useBias;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
        if (filters != null) {
            Windows.within("filters", filters);
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Conv2d() {
        this(null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return array.equals("kernel") ? kernelInitializer : biasInitializer;
    }

    /** What the kernel reaches over. */
    public Area reach() {
        return kernelSize.spread(dilationRate);
    }

    @Override
    public Fit fit(Shape input, Position position) {
        Optional<Violation> shape = Windows.notPicture("conv2d", input);
        List<Violation> violations = shape.isPresent()
                ? List.of(shape.get())
                : Windows.all(
                        Windows.missingFilters(filters == null),
                        Windows.tooLarge("kernelSize", kernelSize, reach(), padding, input),
                        Windows.stridesAndDilation(!strides.equals(Area.ONE), !dilationRate.equals(Area.ONE)));
        return filters == null || !violations.isEmpty() ? new Fit.Misfits(violations) : fit(input, position, filters);
    }

    private Fit fit(Shape input, Position position, int channels) {
        Shape output = Windows.slide(input, reach(), strides, padding, channels);
        ParameterSpec kernel =
                ParameterSpec.trainable("kernel", kernelSize.height(), kernelSize.width(), input.last(), channels);
        return resolved(output, position).fitting(output, List.of(kernel), position);
    }

    private Conv2d resolved(Shape output, Position position) {
        return new Conv2d(
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
