package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.TargetCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes a step of what a network answers for it: classes are drawn by their probabilities; numbers are taken as they are told,
 * or with as much noise as they were wrong, times the temperature.
 *
 * @param spread how far told numbers lie from what came, by column
 */
record StepDraw(TargetCodec codec, Map<String, Double> spread, Continuation asked, Random random) {

    /** The step whose answer begins at {@code at}; a cell is null where the answer is no finite number. */
    Map<String, @Nullable Object> of(float[] answers, int at) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        draw(codec, answers, at, row);
        return row;
    }

    private void draw(TargetCodec each, float[] answers, int at, Map<String, @Nullable Object> row) {
        if (each instanceof TargetCodec.Values values) {
            for (int i = 0; i < values.columns().size(); i++) {
                ColumnEncoder.Numeric column = values.columns().get(i);
                double value = column.decode((float) (answers[at + i] + noise(column.name())));
                row.put(column.name(), Double.isFinite(value) ? value : null);
            }
        } else if (each instanceof TargetCodec.Classes classes) {
            row.put(classes.name(), category(classes, answers, at));
        } else if (each instanceof TargetCodec.Labels labels) {
            for (int i = 0; i < labels.labels().size(); i++) {
                row.put(labels.names().get(i), category(labels.labels().get(i), answers, at + i));
            }
        } else if (each instanceof TargetCodec.Several several) {
            int from = at;
            for (TargetCodec.Several.Head head : several.heads()) {
                draw(head.codec(), answers, from, row);
                from += head.codec().width();
            }
        }
    }

    private double noise(String target) {
        double temperature = asked.temperatureOr(0);
        return temperature == 0 ? 0 : temperature * spread.getOrDefault(target, 0.0) * random.nextGaussian();
    }

    private @Nullable String category(TargetCodec.Classes classes, float[] answers, int at) {
        double[] probabilities = classes.probabilities(answers, at);
        float[] narrow = new float[probabilities.length];
        for (int i = 0; i < narrow.length; i++) {
            if (!Double.isFinite(probabilities[i])) {
                return null;
            }
            narrow[i] = (float) probabilities[i];
        }
        TokenDraw draw = new TokenDraw(narrow.length, number -> true, asked.temperatureOr(1), random);
        return classes.categories().get(draw.of(narrow, 0));
    }
}
