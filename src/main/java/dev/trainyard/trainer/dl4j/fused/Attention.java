package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.definition.Shape;
import dev.trainyard.definition.layer.SelfAttention;
import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

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
    private Back back = new Back(0);
    private final Room ofAnswers = new Room();
    private final Room ofSlopes = new Room();

    /** What is remembered of a row: everything is {@code [steps, …]}, with room for so many. */
    private final class Row {

        final int most;
        final float[] x;
        final float[] query;
        final float[] key;
        final float[] value;
        final float[] weights;
        final float[] mixed;
        int steps;

        Row(int most) {
            this.most = most;
            this.x = new float[most * features];
            this.query = new float[most * all];
            this.key = new float[most * all];
            this.value = new float[most * all];
            this.weights = new float[heads * most * most];
            this.mixed = new float[most * all];
        }
    }

    /** What is needed on the way back through one row: the slopes by what it remembers. */
    private final class Back {

        final int most;
        final float[] own;
        final float[] byX;
        final float[] byQuery;
        final float[] byKey;
        final float[] byValue;
        final float[] byWeight;
        final float[] byMixed;

        Back(int most) {
            this.most = most;
            this.own = new float[most * features];
            this.byX = new float[most * features];
            this.byQuery = new float[most * all];
            this.byKey = new float[most * all];
            this.byValue = new float[most * all];
            this.byWeight = new float[most];
            this.byMixed = new float[most * all];
        }

        void begin() {
            Arrays.fill(byX, 0f);
            Arrays.fill(byQuery, 0f);
            Arrays.fill(byKey, 0f);
            Arrays.fill(byValue, 0f);
            Arrays.fill(byMixed, 0f);
        }
    }

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
        makeRoom();
        float[] answers = ofAnswers.of(span.rows() * span.steps() * features);
        Arrays.fill(answers, 0f);
        for (int i = 0; i < span.rows(); i++) {
            Row row = rows[i];
            int at = i * span.steps() * features;
            row.steps = span.length(i);
            System.arraycopy(input, at, row.x, 0, row.steps * features);
            attend(arrays, row);
            project(row.mixed, row.steps, all, arrays, 3, features, answers, at);
        }
        return answers;
    }

    private void makeRoom() {
        if (rows.length < span.rows() || (rows.length > 0 && rows[0].most < span.steps())) {
            rows = new Row[Math.max(rows.length, span.rows())];
            Arrays.setAll(rows, i -> new Row(span.steps()));
        }
    }

    private void attend(float[][] arrays, Row row) {
        int steps = row.steps;
        project(row.x, steps, features, arrays, 0, all, row.query, 0);
        project(row.x, steps, features, arrays, 1, all, row.key, 0);
        project(row.x, steps, features, arrays, 2, all, row.value, 0);
        Arrays.fill(row.mixed, 0, steps * all, 0f);
        for (int head = 0; head < heads; head++) {
            for (int step = 0; step < steps; step++) {
                int at = (head * steps + step) * steps;
                weigh(row.query, row.key, head, step, steps, row.weights, at);
                for (int other = 0; other < steps; other++) {
                    for (int k = 0; k < size; k++) {
                        row.mixed[place(step, head) + k] += row.weights[at + other] * row.value[place(other, head) + k];
                    }
                }
            }
        }
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

    /** Writes what each step is projected to from {@code at} on. */
    @SuppressWarnings("checkstyle:ParameterNumber") // a product is said so
    private void project(
            float[] x, int steps, int inputs, float[][] arrays, int which, int outputs, float[] into, int at) {
        float[] kernel = kernel(arrays, which);
        Arrays.fill(into, at, at + steps * outputs, 0f);
        for (int step = 0; step < steps; step++) {
            int from = at + step * outputs;
            if (biased) {
                System.arraycopy(arrays[2 * which + 1], 0, into, from, outputs);
            }
            for (int i = 0; i < inputs; i++) {
                float factor = x[step * inputs + i];
                for (int o = 0; o < outputs; o++) {
                    into[from + o] += factor * kernel[i * outputs + o];
                }
            }
        }
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        for (float[] gradient : gradients) {
            Arrays.fill(gradient, 0f);
        }
        float[] byInput = ofSlopes.of(span.rows() * span.steps() * features);
        Arrays.fill(byInput, 0f);
        back = back.most < span.steps() ? new Back(span.steps()) : back;
        for (int i = 0; i < span.rows(); i++) {
            Row row = rows[i];
            int at = i * span.steps() * features;
            System.arraycopy(slopes, at, back.own, 0, row.steps * features);
            back.begin();
            goBack(row.mixed, back.own, row.steps, all, features, arrays, gradients, 3, back.byMixed);
            backward(row, arrays, gradients);
            System.arraycopy(back.byX, 0, byInput, at, row.steps * features);
        }
        return byInput;
    }

    private void backward(Row row, float[][] arrays, float[][] gradients) {
        for (int head = 0; head < heads; head++) {
            for (int step = 0; step < row.steps; step++) {
                backward(row, head, step);
            }
        }
        goBack(row.x, back.byQuery, row.steps, features, all, arrays, gradients, 0, back.byX);
        goBack(row.x, back.byKey, row.steps, features, all, arrays, gradients, 1, back.byX);
        goBack(row.x, back.byValue, row.steps, features, all, arrays, gradients, 2, back.byX);
    }

    private void backward(Row row, int head, int step) {
        int at = (head * row.steps + step) * row.steps;
        float mean = 0;
        for (int other = 0; other < row.steps; other++) {
            float byWeight = 0;
            for (int k = 0; k < size; k++) {
                float slope = back.byMixed[place(step, head) + k];
                byWeight += slope * row.value[place(other, head) + k];
                back.byValue[place(other, head) + k] += slope * row.weights[at + other];
            }
            back.byWeight[other] = byWeight;
            mean += byWeight * row.weights[at + other];
        }
        for (int other = 0; other < row.steps; other++) {
            float byScore = row.weights[at + other] * (back.byWeight[other] - mean) * scale;
            for (int k = 0; k < size; k++) {
                back.byQuery[place(step, head) + k] += byScore * row.key[place(other, head) + k];
                back.byKey[place(other, head) + k] += byScore * row.query[place(step, head) + k];
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
