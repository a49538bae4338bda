package dev.trainyard.prediction;

import dev.trainyard.bundle.BagEncoder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.RowDecoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.Tokenizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a network's raw answers into categories or values. */
record AnswerDecoder(TargetCodec codec) {

    /** @param lengths how many steps of each example are real, null when all are */
    List<Prediction> decode(float[] answers, int @Nullable [] lengths, int rows) {
        List<Prediction> predictions = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            predictions.add(
                    codec instanceof TargetCodec.Steps steps
                            ? steps(steps, answers, row, lengths)
                            : prediction(codec, answers, row * codec.width()));
        }
        return predictions;
    }

    private static Prediction steps(TargetCodec.Steps codec, float[] answers, int row, int @Nullable [] lengths) {
        int count = codec.asInput() && lengths != null ? lengths[row] : codec.steps();
        List<Prediction> steps = new ArrayList<>(count);
        for (int step = 0; step < count; step++) {
            steps.add(prediction(
                    codec.each(),
                    answers,
                    row * codec.width() + step * codec.each().width()));
        }
        return new Prediction.Steps(steps);
    }

    private static Prediction prediction(TargetCodec codec, float[] answers, int at) {
        if (codec instanceof TargetCodec.Classes classes) {
            return category(classes, classes.probabilities(answers, at));
        }
        if (codec instanceof TargetCodec.Several several) {
            return outputs(several.heads(), answers, at);
        }
        if (codec instanceof TargetCodec.Tokens tokens) {
            return new Prediction.Text(new Tokenizer(tokens.vocabulary()).text(tokens.likeliest(answers, at)));
        }
        if (codec instanceof TargetCodec.Labels labels) {
            return labels(labels.names(), answers, at);
        }
        if (codec instanceof TargetCodec.Example example) {
            return rebuilt(example.encoder(), answers, at);
        }
        return values(((TargetCodec.Values) codec).columns(), answers, at);
    }

    private static Prediction rebuilt(InputEncoder encoder, float[] answers, int at) {
        if (encoder instanceof BagEncoder bag) {
            return Prediction.Bag.of(bag.vocabulary().tokens(), answers, at);
        }
        return encoder instanceof PictureEncoder pictures
                ? Prediction.Picture.of(pictures.form().size(), pictures.decode(answers, at))
                : new Prediction.Rebuilt(new RowDecoder((FeatureEncoder) encoder).row(answers, at));
    }

    private static Prediction outputs(List<TargetCodec.Several.Head> heads, float[] answers, int at) {
        Map<String, Prediction> outputs = new LinkedHashMap<>();
        int from = at;
        for (TargetCodec.Several.Head head : heads) {
            outputs.put(head.name(), prediction(head.codec(), answers, from));
            from += head.codec().width();
        }
        return new Prediction.Outputs(outputs);
    }

    private static Prediction labels(List<String> names, float[] answers, int at) {
        Map<String, @Nullable Float> named = new LinkedHashMap<>();
        for (int place = 0; place < names.size(); place++) {
            named.put(names.get(place), finite(answers[at + place]));
        }
        return Prediction.Labels.at(Prediction.Labels.USUAL_THRESHOLD, named);
    }

    private static Prediction category(TargetCodec.Classes classes, double[] probabilities) {
        Map<String, @Nullable Float> named = new LinkedHashMap<>();
        int likeliest = 0;
        boolean finite = true;
        for (int place = 0; place < probabilities.length; place++) {
            named.put(classes.categories().get(place), finite((float) probabilities[place]));
            likeliest = probabilities[place] > probabilities[likeliest] ? place : likeliest;
            finite &= Double.isFinite(probabilities[place]);
        }
        return new Prediction.Category(finite ? classes.categories().get(likeliest) : null, named);
    }

    private static Prediction values(List<ColumnEncoder.Numeric> columns, float[] answers, int at) {
        if (columns.size() == 1) {
            return new Prediction.Value(finite(columns.get(0).decode(answers[at])));
        }
        Map<String, @Nullable Double> named = new LinkedHashMap<>();
        for (int place = 0; place < columns.size(); place++) {
            ColumnEncoder.Numeric column = columns.get(place);
            named.put(column.name(), finite(column.decode(answers[at + place])));
        }
        return new Prediction.Values(named);
    }

    private static @Nullable Float finite(float number) {
        return Float.isFinite(number) ? number : null;
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }

    /** Says how many rows have an answer that is no number. */
    List<Warning> warnings(float[] answers, int rows) {
        int first = -1;
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (!isFinite(answers, row)) {
                first = count == 0 ? row : first;
                count++;
            }
        }
        return count == 0
                ? List.of()
                : List.of(new Warning(
                        "not_a_number",
                        null,
                        "the model's answer for %d of %d rows, the first of them row %d, is no finite number; null is given instead"
                                .formatted(count, rows, first)));
    }

    private boolean isFinite(float[] answers, int row) {
        int width = codec.width();
        boolean finite = true;
        for (int at = row * width; at < (row + 1) * width; at++) {
            finite &= Float.isFinite(answers[at]);
        }
        return finite;
    }
}
