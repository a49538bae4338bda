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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slides kernels over each channel of a picture by itself. */
@JsonTypeName("depthwiseConv2d")
@AutoService(Layer.class)
public record DepthwiseConv2d(
        @Nullable String name,

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

        @Parameter("How the bias [channels * depthMultiplier] starts.")
        Initializer biasInitializer)
        implements Convolved {

    public DepthwiseConv2d {
        kernelSize = kernelSize == null ? Area.of(3) : kernelSize;
        strides = strides == null ? Area.ONE : strides;
        padding = padding == null ? Padding.VALID : padding;
        depthMultiplier = depthMultiplier == null ? 1 : depthMultiplier;
        activation = activation == null ? ActivationFunction.AUTO : activation;
        useBias = useBias == null ? true : useBias;
        depthwiseInitializer = depthwiseInitializer == null ? Initializer.GLOROT_UNIFORM : depthwiseInitializer;
        biasInitializer = biasInitializer == null ? Initializer.ZEROS : biasInitializer;
        Windows.within("depthMultiplier", depthMultiplier);
    }

    @SuppressWarnings("NullAway") // null stands for "the default", which the canonical constructor fills in
    public DepthwiseConv2d() {
        this(null, null, null, null, null, null, null, null, null);
    }

    @Override
    public Initializer initializer(String array) {
        return array.equals("depthwiseKernel") ? depthwiseInitializer : biasInitializer;
    }

    @Override
    public Fit fit(Shape input, Position position) {
        return Fit.unless(
                Windows.notPicture("depthwiseConv2d", input)
                        .or(() -> Windows.tooLarge("kernelSize", kernelSize, kernelSize, padding, input)),
                () -> fits(input, position));
    }

    private Fit fits(Shape input, Position position) {
        Shape output = Windows.slide(input, kernelSize, strides, padding, input.last() * depthMultiplier);
        ParameterSpec kernel = ParameterSpec.trainable(
                "depthwiseKernel", kernelSize.height(), kernelSize.width(), input.last(), depthMultiplier);
        return resolved(output, position).fitting(output, List.of(kernel), position);
    }

    private DepthwiseConv2d resolved(Shape output, Position position) {
        return new DepthwiseConv2d(
                name == null ? position.name() : name,
                kernelSize,
                strides,
                padding,
                depthMultiplier,
                activation(output, position),
                useBias,
                depthwiseInitializer,
                biasInitializer);
    }
}
