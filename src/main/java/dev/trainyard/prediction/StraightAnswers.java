package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/** Writes raw answers as JSON, byte for byte what {@link Predicted} is written as, without making an object of each. */
final class StraightAnswers {

    private final TargetCodec codec;
    private final SerializableString[] names;

    private StraightAnswers(TargetCodec codec, List<String> names) {
        this.codec = codec;
        this.names = names.stream().map(SerializedString::new).toArray(SerializableString[]::new);
    }

    /** Null where answers of this kind are not written so. */
    static @Nullable StraightAnswers of(TargetCodec codec) {
        if (codec instanceof TargetCodec.Classes classes) {
            return new StraightAnswers(classes, classes.categories());
        }
        return codec instanceof TargetCodec.Values values
                ? new StraightAnswers(
                        values,
                        values.columns().stream()
                                .map(ColumnEncoder.Numeric::name)
                                .toList())
                : null;
    }

    /** Null where an answer is no number: a warning is due then. */
    byte @Nullable [] write(String model, int version, float[] answers, int rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + rows * 32 * (1 + names.length));
        try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringProperty("model", model);
            json.writeNumberProperty("version", version);
            json.writeName("predictions");
            json.writeStartArray();
            for (int row = 0; row < rows; row++) {
                if (!write(answers, row * codec.width(), json)) {
                    return null;
                }
            }
            json.writeEndArray();
            json.writeName("warnings");
            json.writeStartArray();
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private boolean write(float[] answers, int at, JsonGenerator json) {
        for (int place = 0; place < codec.width(); place++) {
            if (!Float.isFinite(answers[at + place])) {
                return false;
            }
        }
        return codec instanceof TargetCodec.Classes classes
                ? write(classes.probabilities(answers, at), json)
                : write(((TargetCodec.Values) codec).columns(), answers, at, json);
    }

    private boolean write(double[] probabilities, JsonGenerator json) {
        int likeliest = 0;
        for (int place = 1; place < probabilities.length; place++) {
            likeliest = probabilities[place] > probabilities[likeliest] ? place : likeliest;
        }
        json.writeStartObject();
        json.writeName("label");
        json.writeString(names[likeliest]);
        json.writeName("probabilities");
        json.writeStartObject();
        for (int place = 0; place < probabilities.length; place++) {
            json.writeName(names[place]);
            json.writeNumber((float) probabilities[place]);
        }
        json.writeEndObject();
        json.writeEndObject();
        return true;
    }

    private boolean write(List<ColumnEncoder.Numeric> columns, float[] answers, int at, JsonGenerator json) {
        boolean several = columns.size() > 1;
        json.writeStartObject();
        json.writeName(several ? "values" : "value");
        if (several) {
            json.writeStartObject();
        }
        for (int place = 0; place < columns.size(); place++) {
            double value = columns.get(place).decode(answers[at + place]);
            if (!Double.isFinite(value)) {
                return false;
            }
            if (several) {
                json.writeName(names[place]);
            }
            json.writeNumber(value);
        }
        if (several) {
            json.writeEndObject();
        }
        json.writeEndObject();
        return true;
    }
}
