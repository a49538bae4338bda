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

/** Slides kernels over each channel by itself and mixes the channels afterwards (Chollet 2017). */
@JsonTypeName("separableConv2d")
@AutoService(Layer.class)
public record SeparableConv2d(
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

        @Parameter(value = "How many kernels slide over each channel.", min = 1, max = Windows.MOST)
        Integer depthMultiplier,

        @Parameter("What is done to each sum; \"auto\" is linear, and follows from the target on the last layer.")
        ActivationFunction activation,

        @Parameter("Whether a bias is added to each sum.") Boolean useBias,

        @Parameter("How the kernel [height, width, channels, depthMultiplier] starts.")
        Initializer depthwiseInitializer,

        @Parameter("How the kernel [1, 1, channels * depthMultiplier, filters] starts.")
        Initializer pointwiseInitializer,

        @Parameter("How the bias [filters] starts.") Initializer biasInitializer)
        implements Convolved {

    public SeparableConv2d {
        kernelSize = kernelSize == null ? Area.of(3) : kernelSize;
        strides = strides == null ? Area.ONE : strides;
        padding = padding == null ? Padding.VALID : padding;
        depthMultiplier = depthMultiplier == null ? 1 : depthMultiplier;
        activation = activation == null ? ActivationFunction.AUTO : activation;
        useBias = useBias == null ? true : useBias;
        depthwiseInitializer = depthwiseInitializer == null ? Initializer.GLOROT_UNIFORM : depthwiseInitializer;
        pointwiseInitializer = pointwiseInitializer == null ? Initializer.GLOROT_UNIFORM : pointwiseInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
        Windows.within("depthMultiplier", depthMultiplier);
        if (filters != null) {
            Windows.within("filters", filters);
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public SeparableConv2d() {
        this(null, null, null, null, null, null, null, null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return switch (array) {
            case "depthwiseKernel" -> depthwiseInitializer;
            case "pointwiseKernel" -> pointwiseInitializer;
            default -> biasInitializer;
        };
    }

    @Override
    public Fit fit(Shape input, Position position) {
        Optional<Violation> shape = Windows.notPicture("separableConv2d", input);
        List<Violation> violations = shape.isPresent()
                ? List.of(shape.get())
                : Windows.all(
                        Windows.missingFilters(filters == null),
                        Windows.tooLarge("kernelSize", kernelSize, kernelSize, padding, input));
        return filters == null || !violations.isEmpty() ? new Fit.Misfits(violations) : fit(input, position, filters);
    }

    private Fit fit(Shape input, Position position, int channels) {
        Shape output = Windows.slide(input, kernelSize, strides, padding, channels);
        List<ParameterSpec> kernels = List.of(
                ParameterSpec.trainable(
                        "depthwiseKernel", kernelSize.height(), kernelSize.width(), input.last(), depthMultiplier),
                ParameterSpec.trainable("pointwiseKernel", 1, 1, input.last() * depthMultiplier, channels));
        return resolved(output, position).fitting(output, kernels, position);
    }

    private SeparableConv2d resolved(Shape output, Position position) {
        return new SeparableConv2d(
                name == null ? position.name() : name,
                filters,
                kernelSize,
                strides,
                padding,
                depthMultiplier,
                activation(output, position),
                useBias,
                depthwiseInitializer,
                pointwiseInitializer,
                biasInitializer);
    }
}
