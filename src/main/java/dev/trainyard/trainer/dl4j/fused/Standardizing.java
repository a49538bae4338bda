package dev.trainyard.trainer.dl4j.fused;

import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/** Layer normalization (Ba, Kiros and Hinton 2016): {@code gamma (x - mean) / sqrt(variance + epsilon) + beta} at each place. */
public final class Standardizing implements Kernel {

    private final int features;
    private final double epsilon;
    private final boolean scale;
    private final boolean center;
    private final Room ofStandardized = new Room();
    private final Room ofInverse = new Room();
    private final Room ofAnswers = new Room();
    private final Room ofSlopes = new Room();
    private float[] standardized = new float[0];
    private float[] inverse = new float[0];

    /** @param features how many numbers are standardized together */
    public Standardizing(int features, double epsilon, boolean scale, boolean center) {
        this.features = features;
        this.epsilon = epsilon;
        this.scale = scale;
        this.center = center;
    }

    @Override
    public float[] forward(float[][] arrays, float[] input, Span span) {
        int places = input.length / features;
        standardized = ofStandardized.of(input.length);
        inverse = ofInverse.of(places);
        float[] answers = ofAnswers.of(input.length);
        for (int place = 0; place < places; place++) {
            if (isReal(place, places, span)) {
                standardize(input, place);
                answer(arrays, place, answers);
            } else {
                inverse[place] = 0f;
                Arrays.fill(answers, place * features, (place + 1) * features, 0f);
            }
        }
        return answers;
    }

    /** Only series are padded, and there a place is a step. */
    private static boolean isReal(int place, int places, Span span) {
        int each = places / span.rows();
        return span.lengths() == null || place % each < span.length(place / each);
    }

    private void standardize(float[] input, int place) {
        int from = place * features;
        double sum = 0;
        double squares = 0;
        for (int i = from; i < from + features; i++) {
            sum += input[i];
        }
        double mean = sum / features;
        for (int i = from; i < from + features; i++) {
            squares += (input[i] - mean) * (input[i] - mean);
        }
        double factor = 1 / Math.sqrt(squares / features + epsilon);
        inverse[place] = (float) factor;
        for (int i = from; i < from + features; i++) {
            standardized[i] = (float) ((input[i] - mean) * factor);
        }
    }

    private void answer(float[][] arrays, int place, float[] answers) {
        for (int feature = 0, i = place * features; feature < features; feature++, i++) {
            float scaled = scale ? arrays[0][feature] * standardized[i] : standardized[i];
            answers[i] = center ? scaled + arrays[arrays.length - 1][feature] : scaled;
        }
    }

    @Override
    public float[] backward(float[][] arrays, float[] slopes, float[][] gradients, boolean further) {
        float[] back = ofSlopes.of(slopes.length);
        for (float[] gradient : gradients) {
            Arrays.fill(gradient, 0f);
        }
        for (int place = 0; place < inverse.length; place++) {
            if (inverse[place] > 0) {
                collect(slopes, place, gradients);
                back(arrays, slopes, place, back);
            } else {
                Arrays.fill(back, place * features, (place + 1) * features, 0f);
            }
        }
        return back;
    }

    private void collect(float[] slopes, int place, float[][] gradients) {
        for (int feature = 0, i = place * features; feature < features; feature++, i++) {
            if (scale) {
                gradients[0][feature] += slopes[i] * standardized[i];
            }
            if (center) {
                gradients[gradients.length - 1][feature] += slopes[i];
            }
        }
    }

    private void back(float[][] arrays, float[] slopes, int place, float[] back) {
        double sum = 0;
        double weighted = 0;
        for (int feature = 0, i = place * features; feature < features; feature++, i++) {
            double slope = scale ? slopes[i] * arrays[0][feature] : slopes[i];
            sum += slope;
            weighted += slope * standardized[i];
        }
        for (int feature = 0, i = place * features; feature < features; feature++, i++) {
            double slope = scale ? slopes[i] * arrays[0][feature] : slopes[i];
            back[i] = (float) (inverse[place] * (slope - sum / features - standardized[i] * weighted / features));
        }
    }
}
