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
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spreads each pixel by a kernel into a larger picture: the transpose of a convolution. */
@JsonTypeName("conv2dTranspose")
@AutoService(Layer.class)
public record Conv2dTranspose(
        @Nullable String name,

        @Parameter(value = "How many channels it answers.", required = true, min = 1, max = Windows.MOST) @Nullable
        Integer filters,

        @Parameter("Height and width of the kernel: one number or two.")
        Area kernelSize,

        @Parameter("How many times larger the picture becomes: one number or two.")
        Area strides,

        @Parameter(
                "\"valid\" keeps the window within; \"same\" puts zeros beyond the edges, so that strides of 1 keep the size.")
        Padding padding,

        @Parameter("What is done to each sum; \"auto\" is linear, and follows from the target on the last layer.")
        ActivationFunction activation,

        @Parameter("Whether a bias is added to each sum.") Boolean useBias,

        @Parameter("How the kernel [height, width, filters, channels] starts.")
        Initializer kernelInitializer,

        @Parameter("How the bias [filters] starts.") Initializer biasInitializer)
        implements Convolved {

    public Conv2dTranspose {
        kernelSize = kernelSize == null ? Area.of(3) : kernelSize;
        strides = strides == null ? Area.ONE : strides;
        padding = padding == null ? Padding.VALID : padding;
        activation = activation == null ? ActivationFunction.AUTO : activation;
        useBias = useBias == null ? true : useBias;
        kernelInitializer = kernelInitializer == null ? Initializer.GLOROT_UNIFORM : kernelInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
        if (filters != null) {
            Windows.within("filters", filters);
        }
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public Conv2dTranspose() {
        this(null, null, null, null, null, null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return array.equals("kernel") ? kernelInitializer : biasInitializer;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        Optional<Violation> shape = Windows.notPicture("conv2dTranspose", input);
        List<Violation> violations =
                shape.isPresent() ? List.of(shape.get()) : Windows.all(Windows.missingFilters(filters == null), gaps());
        return filters == null || !violations.isEmpty() ? new Fit.Misfits(violations) : fit(input, position, filters);
    }

    private Optional<Violation> gaps() {
        return kernelSize.height() >= strides.height() && kernelSize.width() >= strides.width()
                ? Optional.empty()
                : Optional.of(new Violation(
                        "/kernelSize",
                        "shape_mismatch",
                        "kernelSize %d x %d is smaller than strides %d x %d, which would leave gaps between the pixels"
                                .formatted(kernelSize.height(), kernelSize.width(), strides.height(), strides.width()),
                        Suggestion.replace("/strides", kernelSize)));
    }

    private Fit fit(Shape input, Position position, int channels) {
        Shape output = Shape.of(
                outputs(input.dimensions().get(0), kernelSize.height(), strides.height()),
                outputs(input.dimensions().get(1), kernelSize.width(), strides.width()),
                channels);
        ParameterSpec kernel =
                ParameterSpec.trainable("kernel", kernelSize.height(), kernelSize.width(), channels, input.last());
        return resolved(output, position).fitting(output, List.of(kernel), position);
    }

    private int outputs(int length, int kernel, int stride) {
        return padding == Padding.SAME ? length * stride : (length - 1) * stride + kernel;
    }

    private Conv2dTranspose resolved(Shape output, Position position) {
        return new Conv2dTranspose(
                name == null ? position.name() : name,
                filters,
                kernelSize,
                strides,
                padding,
                activation(output, position),
                useBias,
                kernelInitializer,
                biasInitializer);
    }
}
