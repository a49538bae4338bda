package dev.trainyard.trainer.fused;

import dev.trainyard.definition.Area;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.Conv2d;
import dev.trainyard.definition.layer.MaxPooling2d;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Convolution and pooling written down number by number in double precision. */
@SuppressWarnings("NullAway") // a null fails the test by itself
final class ExactWindows {

    private final Shape in;
    private final Shape out;
    private final Area size;
    private final Area strides;
    private final Area dilation;
    private final int top;
    private final int left;

    private ExactWindows(LayerReport report, Area size, Area strides, Area dilation, Padding padding) {
        this.in = report.inputShape();
        this.out = report.outputShape();
        this.size = size;
        this.strides = strides;
        this.dilation = dilation;
        boolean same = padding == Padding.SAME;
        this.top = same ? before(0, size.height(), strides.height(), dilation.height()) : 0;
        this.left = same ? before(1, size.width(), strides.width(), dilation.width()) : 0;
    }

    private int before(int axis, int window, int stride, int spread) {
        int needed = (out.dimensions().get(axis) - 1) * stride + (window - 1) * spread + 1;
        return Math.max(0, needed - in.dimensions().get(axis)) / 2;
    }

    static double[] answers(LayerReport report, Function<String, double[]> arrays, double[] input) {
        if (report.layer() instanceof Conv2d layer) {
            return new ExactWindows(report, layer.kernelSize(), layer.strides(), layer.dilationRate(), layer.padding())
                    .answers(input, arrays.apply("kernel"), arrays.apply("bias"));
        }
        MaxPooling2d layer = (MaxPooling2d) report.layer();
        return new ExactWindows(report, layer.poolSize(), layer.step(), Area.ONE, layer.padding())
                .answers(input, null, null);
    }

    private double[] answers(double[] input, double @Nullable [] kernel, double @Nullable [] bias) {
        int rows = Math.toIntExact(input.length / in.size());
        double[] answers = new double[Math.toIntExact(rows * out.size())];
        for (int i = 0; i < answers.length; i++) {
            int channel = i % out.last();
            int place = i / out.last();
            int x = place % out.dimensions().get(1);
            int y = place / out.dimensions().get(1) % out.dimensions().get(0);
            int row = Math.toIntExact(i / out.size());
            answers[i] = kernel == null
                    ? largest(input, row, y, x, channel)
                    : sum(input, row, y, x, channel, kernel) + (bias == null ? 0 : bias[channel]);
        }
        return answers;
    }

    private double largest(double[] input, int row, int y, int x, int channel) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < size.height(); v++) {
            for (int u = 0; u < size.width(); u++) {
                int at = at(row, y, v, x, u);
                largest = at < 0 ? largest : Math.max(largest, input[at + channel]);
            }
        }
        return largest;
    }

    private double sum(double[] input, int row, int y, int x, int filter, double[] kernel) {
        double sum = 0;
        for (int v = 0; v < size.height(); v++) {
            for (int u = 0; u < size.width(); u++) {
                int at = at(row, y, v, x, u);
                for (int channel = 0; at >= 0 && channel < in.last(); channel++) {
                    int weight = ((v * size.width() + u) * in.last() + channel) * out.last() + filter;
                    sum += input[at + channel] * kernel[weight];
                }
            }
        }
        return sum;
    }

    /** Where the window's number stands, -1 beyond the edges. */
    private int at(int row, int y, int v, int x, int u) {
        int down = y * strides.height() - top + v * dilation.height();
        int across = x * strides.width() - left + u * dilation.width();
        int height = in.dimensions().get(0);
        int width = in.dimensions().get(1);
        boolean within = down >= 0 && down < height && across >= 0 && across < width;
        return within ? ((row * height + down) * width + across) * in.last() : -1;
    }
}
