package dev.trainyard.trainer.fused;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.ParameterSpec;
import dev.trainyard.definition.layer.Activation;
import dev.trainyard.definition.layer.BatchNormalization;
import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.definition.layer.Conv2d;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.definition.layer.LayerNormalization;
import dev.trainyard.definition.layer.LeakyRelu;
import dev.trainyard.definition.layer.MaxPooling2d;
import dev.trainyard.definition.layer.Recurrent;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.RowLoss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The loss of a stack of layers written down in double precision, and its slopes by small differences. */
final class Differences {

    private static final double STEP = 1e-6;

    private final ResolvedJob job;
    private final Batch batch;
    private final Map<String, double[]> parameters = new HashMap<>();

    Differences(ResolvedJob job, NamedArrays start, Batch batch) {
        this.job = job;
        this.batch = batch;
        start.arrays().forEach(array -> parameters.put(array.name(), widened(array.values())));
    }

    NamedArrays gradient() {
        List<NamedArray> slopes = new ArrayList<>();
        for (LayerReport report : job.layers()) {
            report.arrays().stream().filter(ParameterSpec::trainable).forEach(spec -> {
                String name = report.name() + "/" + spec.name();
                slopes.add(new NamedArray(name, spec.shape().dimensions(), slopes(parameters.get(name))));
            });
        }
        return new NamedArrays(slopes);
    }

    private float[] slopes(double[] values) {
        float[] slopes = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            double kept = values[i];
            values[i] = kept + STEP;
            double above = loss();
            values[i] = kept - STEP;
            slopes[i] = (float) ((above - loss()) / (2 * STEP));
            values[i] = kept;
        }
        return slopes;
    }

    double loss() {
        double[] at = widened(batch.inputs().values());
        int width = job.input().last();
        for (LayerReport report : job.layers()) {
            at = answers(report, at, width);
            width = report.outputShape().last();
            if (report.layer() instanceof Dense
                    || report.layer() instanceof Conv2d
                    || report.layer() instanceof Activation) {
                apply(Stack.activation(report), at, width);
            }
        }
        return loss(at, width);
    }

    private double loss(double[] answers, int width) {
        double[] targets = widened(batch.targets().values());
        int[] lengths = batch.targets().lengths();
        int rows = answers.length / width;
        int steps = rows / batch.rows();
        double sum = 0;
        int answered = 0;
        for (int row = 0; row < rows; row++) {
            if (lengths == null || row % steps < lengths[row / steps]) {
                double loss = RowLoss.of(job.training().loss()).value(answers, targets, row * width, width);
                sum += (batch.weights() == null ? 1 : batch.weights()[row]) * loss;
                answered++;
            }
        }
        return sum / answered;
    }

    private double[] answers(LayerReport report, double[] input, int width) {
        if (report.layer() instanceof Dense) {
            return sums(report, input, width);
        }
        if (report.layer() instanceof Recurrent recurrent) {
            return ExactRecurrence.answers(recurrent, width, arrays(report), input, lengths(report));
        }
        if (report.layer() instanceof Bidirectional both) {
            return ExactRecurrence.answers(both, width, arrays(report), input, lengths(report));
        }
        if (report.layer() instanceof LayerNormalization norm) {
            return normalized(norm, arrays(report), input, width);
        }
        if (report.layer() instanceof LeakyRelu leaky) {
            return Arrays.stream(input)
                    .map(x -> x < 0 ? leaky.negativeSlope() * x : x)
                    .toArray();
        }
        if (report.layer() instanceof Conv2d || report.layer() instanceof MaxPooling2d) {
            return ExactWindows.answers(report, arrays(report), input);
        }
        return report.layer() instanceof BatchNormalization norm
                ? normalized(norm, arrays(report), input, width)
                : input;
    }

    private Function<String, double[]> arrays(LayerReport report) {
        return array -> parameters.get(report.name() + "/" + array);
    }

    private int[] lengths(LayerReport report) {
        int[] lengths = new int[batch.rows()];
        Arrays.fill(lengths, report.inputShape().dimensions().get(0));
        return batch.inputs().lengths() == null ? lengths : batch.inputs().lengths();
    }

    private static double[] normalized(
            LayerNormalization layer, Function<String, double[]> arrays, double[] input, int width) {
        double[] answers = new double[input.length];
        for (int at = 0; at < input.length; at += width) {
            normalize(input, at, 1, width, layer.epsilon(), answers);
        }
        return scaled(answers, arrays, width);
    }

    private static double[] normalized(
            BatchNormalization layer, Function<String, double[]> arrays, double[] input, int width) {
        double[] answers = new double[input.length];
        for (int channel = 0; channel < width; channel++) {
            normalize(input, channel, width, input.length / width, layer.epsilon(), answers);
        }
        return scaled(answers, arrays, width);
    }

    /** So many numbers, a stride apart. */
    private static void normalize(double[] input, int from, int stride, int count, double epsilon, double[] into) {
        double mean = 0;
        double variance = 0;
        for (int i = 0; i < count; i++) {
            mean += input[from + i * stride] / count;
        }
        for (int i = 0; i < count; i++) {
            variance += Math.pow(input[from + i * stride] - mean, 2) / count;
        }
        for (int i = 0; i < count; i++) {
            into[from + i * stride] = (input[from + i * stride] - mean) / Math.sqrt(variance + epsilon);
        }
    }

    private static double[] scaled(double[] values, Function<String, double[]> arrays, int width) {
        for (int i = 0; i < values.length; i++) {
            values[i] = arrays.apply("gamma")[i % width] * values[i] + arrays.apply("beta")[i % width];
        }
        return values;
    }

    private double[] sums(LayerReport report, double[] input, int width) {
        double[] kernel = parameters.get(report.name() + "/kernel");
        double[] bias = parameters.get(report.name() + "/bias");
        int units = report.outputShape().last();
        double[] sums = new double[input.length / width * units];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = bias == null ? 0 : bias[i % units];
            for (int k = 0; k < width; k++) {
                sums[i] += input[i / units * width + k] * kernel[k * units + i % units];
            }
        }
        return sums;
    }

    private static void apply(ActivationFunction function, double[] values, int width) {
        if (function == ActivationFunction.SOFTMAX) {
            for (int at = 0; at < values.length; at += width) {
                double total = 0;
                for (int i = at; i < at + width; i++) {
                    values[i] = Math.exp(values[i]);
                    total += values[i];
                }
                for (int i = at; i < at + width; i++) {
                    values[i] /= total;
                }
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] = value(function, values[i]);
            }
        }
    }

    static double value(ActivationFunction function, double x) {
        return switch (function) {
            case LINEAR -> x;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case RELU -> Math.max(0, x);
            case LEAKY_RELU -> x < 0 ? 0.01 * x : x;
            case ELU -> x < 0 ? Math.exp(x) - 1 : x;
            case SELU -> 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.exp(x) - 1) : x);
            case SOFTPLUS -> Math.log(1 + Math.exp(x));
            case SOFTSIGN -> x / (1 + Math.abs(x));
            case HARD_SIGMOID -> Math.max(0, Math.min(1, 0.2 * x + 0.5));
            case SWISH -> x / (1 + Math.exp(-x));
            case GELU -> x / (1 + Math.exp(-1.702 * x));
            case MISH -> x * Math.tanh(Math.log(1 + Math.exp(x)));
            default -> throw new IllegalArgumentException(function.name());
        };
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
