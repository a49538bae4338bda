package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.SelfAttention;

/**
 * Attention of each step to all real steps of its row, by several heads (Vaswani et al. 2017). Its arrays are those of
 * query, key and value, {@code [features, heads, keyDim]}, each with its bias, and of the output.
 */
public final class Attention implements Kernel {

    private final int features;
    private final int heads;
    private final int size;
    private final int all;
    private final boolean biased;
    private final float scale;
    private Span span = new Span(0, 0, null);
    private Row[] rows = new Row[0];

    /** What is remembered of a row: everything is {@code [steps, …]}. */
    private record Row(
            int steps, float[] x, float[] query, float[] key, float[] value, float[] weights, float[] mixed) {}

    /** @param input {@code [steps, features]} */
    public Attention(SelfAttention layer, Shape input) {
        this.features = input.last();
        this.heads = layer.numHeads();
        this.size = layer.keyDim();
        this.all = heads * size;
        this.biased = layer.useBias();
        this.scale = (float) (1 / Math.sqrt(size));
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span given) {
        span = given;
        rows = new Row[span.rows()];
        float[] answers = new float[span.rows() * span.steps() * features];
        for (int row = 0; row < rows.length; row++) {
            int at = row * span.steps() * features;
            float[] x = java.util.Arrays.copyOfRange(input, at, at + span.length(row) * features);
            rows[row] = attend(arrays, x, span.length(row));
            float[] answer = project(rows[row].mixed, span.length(row), all, arrays, 3, features);
            System.arraycopy(answer, 0, answers, at, answer.length);
        }
        return answers;
    }

    private Row attend(float[][] arrays, float[] x, int steps) {
        float[] query = project(x, steps, features, arrays, 0, all);
        float[] key = project(x, steps, features, arrays, 1, all);
        float[] value = project(x, steps, features, arrays, 2, all);
        float[] weights = new float[heads * steps * steps];
        float[] mixed = new float[steps * all];
        for (int head = 0; head < heads; head++) {
            for (int step = 0; step < steps; step++) {
                int at = (head * steps + step) * steps;
                weigh(query, key, head, step, steps, weights, at);
                for (int other = 0; other < steps; other++) {
                    for (int k = 0; k < size; k++) {
                        mixed[place(step, head) + k] += weights[at + other] * value[place(other, head) + k];
                    }
                }
            }
        }
        return new Row(steps, x, query, key, value, weights, mixed);
    }

    private int place(int step, int head) {
        return step * all + head * size;
    }

    /** The softmax over the other steps of how well they match. */
    private void weigh(float[] query, float[] key, int head, int step, int steps, float[] weights, int at) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int other = 0; other < steps; other++) {
            float sum = 0;
            for (int k = 0; k < size; k++) {
                sum += query[place(step, head) + k] * key[place(other, head) + k];
            }
            weights[at + other] = sum * scale;
            largest = Math.max(largest, weights[at + other]);
        }
        float total = 0;
        for (int other = 0; other < steps; other++) {
            weights[at + other] = (float) Math.exp(weights[at + other] - largest);
            total += weights[at + other];
        }
        for (int other = 0; other < steps; other++) {
            weights[at + other] /= total;
        }
    }

    private float[] kernel(float[][] arrays, int which) {
        return arrays[biased ? 2 * which : which];
    }

    private float[] project(float[] x, int steps, int inputs, float[][] arrays, int which, int outputs) {
        float[] kernel = kernel(arrays, which);
        float[] sums = new float[steps * outputs];
        for (int step = 0; step < steps; step++) {
            if (biased) {
                System.arraycopy(arrays[2 * which + 1], 0, sums, step * outputs, outputs);
            }
            for (int i = 0; i < inputs; i++) {
                float factor = x[step * inputs + i];
                for (int o = 0; o < outputs; o++) {
                    sums[step * outputs + o] += factor * kernel[i * outputs + o];
                }
            }
        }
        return sums;
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        for (float[] gradient : gradients) {
            java.util.Arrays.fill(gradient, 0f);
        }
        float[] byInput = new float[span.rows() * span.steps() * features];
        for (int i = 0; i < rows.length; i++) {
            Row row = rows[i];
            int at = i * span.steps() * features;
            float[] own = java.util.Arrays.copyOfRange(slopes, at, at + row.steps * features);
            float[] byMixed = new float[row.steps * all];
            goBack(row.mixed, own, row.steps, all, features, arrays, gradients, 3, byMixed);
            float[] byX = backward(row, byMixed, arrays, gradients);
            System.arraycopy(byX, 0, byInput, at, byX.length);
        }
        return byInput;
    }

    private float[] backward(Row row, float[] byMixed, float[][] arrays, float[][] gradients) {
        float[] byQuery = new float[row.query.length];
        float[] byKey = new float[row.key.length];
        float[] byValue = new float[row.value.length];
        for (int head = 0; head < heads; head++) {
            for (int step = 0; step < row.steps; step++) {
                backward(row, head, step, byMixed, byQuery, byKey, byValue);
            }
        }
        float[] byX = new float[row.x.length];
        goBack(row.x, byQuery, row.steps, features, all, arrays, gradients, 0, byX);
        goBack(row.x, byKey, row.steps, features, all, arrays, gradients, 1, byX);
        goBack(row.x, byValue, row.steps, features, all, arrays, gradients, 2, byX);
        return byX;
    }

    private void backward(
            Row row, int head, int step, float[] byMixed, float[] byQuery, float[] byKey, float[] byValue) {
        int at = (head * row.steps + step) * row.steps;
        float[] byWeight = new float[row.steps];
        float mean = 0;
        for (int other = 0; other < row.steps; other++) {
            for (int k = 0; k < size; k++) {
                float slope = byMixed[place(step, head) + k];
                byWeight[other] += slope * row.value[place(other, head) + k];
                byValue[place(other, head) + k] += slope * row.weights[at + other];
            }
            mean += byWeight[other] * row.weights[at + other];
        }
        for (int other = 0; other < row.steps; other++) {
            float byScore = row.weights[at + other] * (byWeight[other] - mean) * scale;
            for (int k = 0; k < size; k++) {
                byQuery[place(step, head) + k] += byScore * row.key[place(other, head) + k];
                byKey[place(other, head) + k] += byScore * row.query[place(step, head) + k];
            }
        }
    }

    /** Back through a projection: adds to its gradients, and to the slopes by what it read. */
    @SuppressWarnings("checkstyle:ParameterNumber") // a product and its two slopes
    private void goBack(
            float[] read,
            float[] slopes,
            int steps,
            int inputs,
            int outputs,
            float[][] arrays,
            float[][] gradients,
            int which,
            float[] byRead) {
        float[] kernel = kernel(arrays, which);
        float[] byKernel = kernel(gradients, which);
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < inputs; i++) {
                float sum = 0;
                float factor = read[step * inputs + i];
                for (int o = 0; o < outputs; o++) {
                    float slope = slopes[step * outputs + o];
                    sum += slope * kernel[i * outputs + o];
                    byKernel[i * outputs + o] += factor * slope;
                }
                byRead[step * inputs + i] += sum;
            }
            for (int o = 0; biased && o < outputs; o++) {
                gradients[2 * which + 1][o] += slopes[step * outputs + o];
            }
        }
    }
}
