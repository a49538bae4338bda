package dev.trainyard.trainer.fused;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.LayerReport;
import dev.trainyard.definition.layer.Dense;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.engine.Batch;
import dev.trainyard.trainer.engine.RowLoss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loss of a stack of dense layers written down in double precision, and its slopes by small differences. */
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
            report.arrays().forEach(spec -> {
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
        int width = at.length / batch.rows();
        for (LayerReport report : job.layers()) {
            at = report.layer() instanceof Dense ? sums(report, at, width) : at;
            width = report.outputShape().last();
            apply(Stack.activation(report), at, width);
        }
        double[] targets = widened(batch.targets().values());
        double sum = 0;
        for (int row = 0; row < batch.rows(); row++) {
            double loss = RowLoss.of(job.training().loss()).value(at, targets, row * width, width);
            sum += (batch.weights() == null ? 1 : batch.weights()[row]) * loss;
        }
        return sum / batch.rows();
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

    private static double value(ActivationFunction function, double x) {
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
