package dev.trainyard.trainer.fused;

import dev.trainyard.definition.layer.Bidirectional;
import dev.trainyard.definition.layer.Gru;
import dev.trainyard.definition.layer.Lstm;
import dev.trainyard.definition.layer.Recurrent;
import dev.trainyard.definition.layer.SimpleRnn;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Recurrent layers written down step by step, row by row and unit by unit in double precision, as their papers do. */
@SuppressWarnings("NullAway") // a null fails the test by itself
final class ExactRecurrence {

    private final Recurrent layer;
    private final int units;
    private final int inputs;
    private final double[] kernel;
    private final double[] recurrent;
    private final double @Nullable [] bias;

    /** @param arrays the layer's by name */
    private ExactRecurrence(Recurrent layer, int inputs, Function<String, double[]> arrays) {
        this.layer = layer;
        this.units = layer.units().count();
        this.inputs = inputs;
        this.kernel = arrays.apply("kernel");
        this.recurrent = arrays.apply("recurrentKernel");
        this.bias = arrays.apply("bias");
    }

    /** What it answers to {@code [rows, steps, inputs]}; steps that are padding are not read, and answered with 0. */
    static double[] answers(Recurrent layer, int inputs, Function<String, double[]> arrays, double[] x, int[] lengths) {
        return new ExactRecurrence(layer, inputs, arrays).answers(x, lengths, false);
    }

    static double[] answers(
            Bidirectional layer, int inputs, Function<String, double[]> arrays, double[] x, int[] lengths) {
        double[] ahead = new ExactRecurrence(layer.layer(), inputs, name -> arrays.apply(prefixed("forward", name)))
                .answers(x, lengths, false);
        double[] back = new ExactRecurrence(layer.layer(), inputs, name -> arrays.apply(prefixed("backward", name)))
                .answers(x, lengths, true);
        return merged(layer.mergeMode(), ahead, back, layer.layer().units().count());
    }

    private static String prefixed(String way, String array) {
        return way + Character.toUpperCase(array.charAt(0)) + array.substring(1);
    }

    private static double[] merged(Bidirectional.MergeMode mode, double[] ahead, double[] back, int units) {
        boolean side = mode == Bidirectional.MergeMode.CONCAT;
        double[] merged = new double[side ? 2 * ahead.length : ahead.length];
        for (int i = 0; i < ahead.length; i++) {
            switch (mode) {
                case SUM -> merged[i] = ahead[i] + back[i];
                case AVE -> merged[i] = (ahead[i] + back[i]) / 2;
                case MUL -> merged[i] = ahead[i] * back[i];
                case CONCAT -> {
                    merged[i / units * 2 * units + i % units] = ahead[i];
                    merged[i / units * 2 * units + units + i % units] = back[i];
                }
            }
        }
        return merged;
    }

    private double[] answers(double[] x, int[] lengths, boolean backwards) {
        int steps = x.length / lengths.length / inputs;
        boolean each = layer.returnSequences().isTrue();
        double[] answers = new double[lengths.length * (each ? steps : 1) * units];
        for (int row = 0; row < lengths.length; row++) {
            double[] answer = new double[units];
            double[] memory = new double[units];
            for (int n = 0; n < lengths[row]; n++) {
                int step = backwards ? lengths[row] - 1 - n : n;
                double[] now = new double[inputs];
                System.arraycopy(x, (row * steps + step) * inputs, now, 0, inputs);
                answer = step(now, answer, memory);
                System.arraycopy(answer, 0, answers, (each ? row * steps + step : row) * units, units);
            }
        }
        return answers;
    }

    private double[] step(double[] x, double[] before, double[] memory) {
        double[] answer = new double[units];
        for (int unit = 0; unit < units; unit++) {
            if (layer instanceof Lstm lstm) {
                memory[unit] = gate(lstm, x, before, 1, unit) * memory[unit]
                        + gate(lstm, x, before, 0, unit)
                                * Differences.value(lstm.activation(), sum(x, before, 2, unit, 4));
                answer[unit] = gate(lstm, x, before, 3, unit) * Differences.value(lstm.activation(), memory[unit]);
            } else if (layer instanceof Gru gru) {
                double update = gate(gru, x, before, 0, unit);
                answer[unit] = update * before[unit] + (1 - update) * candidate(gru, x, before, unit);
            } else {
                answer[unit] = Differences.value(((SimpleRnn) layer).activation(), sum(x, before, 0, unit, 1));
            }
        }
        return answer;
    }

    private double gate(Lstm lstm, double[] x, double[] before, int gate, int unit) {
        return Differences.value(lstm.recurrentActivation(), sum(x, before, gate, unit, 4));
    }

    private double gate(Gru gru, double[] x, double[] before, int gate, int unit) {
        return Differences.value(
                gru.recurrentActivation(), ofInput(x, gate, unit, 3) + ofAnswers(before, gate, unit, 3));
    }

    private double candidate(Gru gru, double[] x, double[] before, int unit) {
        double recalled;
        if (gru.resetAfter()) {
            recalled = gate(gru, x, before, 1, unit) * ofAnswers(before, 2, unit, 3);
        } else {
            double[] let = before.clone();
            for (int other = 0; other < units; other++) {
                let[other] *= gate(gru, x, before, 1, other);
            }
            recalled = ofAnswers(let, 2, unit, 3);
        }
        return Differences.value(gru.activation(), ofInput(x, 2, unit, 3) + recalled);
    }

    private double sum(double[] x, double[] before, int gate, int unit, int gates) {
        return ofInput(x, gate, unit, gates) + ofAnswers(before, gate, unit, gates);
    }

    private double ofInput(double[] x, int gate, int unit, int gates) {
        double sum = bias == null ? 0 : bias[gate * units + unit];
        for (int k = 0; k < inputs; k++) {
            sum += x[k] * kernel[(k * gates + gate) * units + unit];
        }
        return sum;
    }

    /** A GRU that resets its sums has a second row of biases, for these. */
    private double ofAnswers(double[] before, int gate, int unit, int gates) {
        double sum = bias != null && bias.length > gates * units ? bias[(gates + gate) * units + unit] : 0;
        for (int k = 0; k < units; k++) {
            sum += before[k] * recurrent[(k * gates + gate) * units + unit];
        }
        return sum;
    }
}
