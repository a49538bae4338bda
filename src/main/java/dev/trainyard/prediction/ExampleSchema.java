package dev.trainyard.prediction;

import dev.trainyard.bundle.Categories;
import dev.trainyard.bundle.ClipEncoder;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.NoiseEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.Preprocessing.UnknownCategory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one example of a model looks like, as JSON Schema: its columns with their categories and training ranges.
 *
 * @param unknown what becomes of categories that the training rows did not have
 */
record ExampleSchema(UnknownCategory unknown) {

    private static final int MOST_CATEGORIES = 1000;

    Map<String, Object> of(InputEncoder encoder) {
        if (encoder instanceof FeatureEncoder row) {
            return row(row.columns());
        }
        if (encoder instanceof SequenceEncoder sequence) {
            return list(row(sequence.columns()), sequence.exact() ? sequence.steps() : 1, sequence.steps());
        }
        if (encoder instanceof PictureEncoder pictures) {
            return picture(pictures.form());
        }
        if (encoder instanceof DegradedEncoder left) {
            return picture(left.readForm());
        }
        if (encoder instanceof ClipEncoder clip) {
            return list(picture(clip.frame().form()), 1, clip.steps());
        }
        if (encoder instanceof TextEncoder text) {
            return text(text);
        }
        return encoder instanceof NoiseEncoder noise ? noise(noise) : of(((PrefixedEncoder) encoder).source());
    }

    private Map<String, Object> row(List<ColumnEncoder> columns) {
        Map<String, Object> properties = new LinkedHashMap<>();
        columns.forEach(column -> properties.put(column.name(), cell(column)));
        return object(properties);
    }

    private Map<String, Object> cell(ColumnEncoder column) {
        if (column instanceof ColumnEncoder.Numeric numeric) {
            return number(numeric);
        }
        return column instanceof ColumnEncoder.Moment moment ? moment(moment) : category((Categories) column);
    }

    /** A cell outside the training range is answered with a warning, so that is told beside the schema. */
    private static Map<String, Object> number(ColumnEncoder.Numeric column) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", Double.isFinite(column.fill()) ? List.of("number", "null") : "number");
        if (Double.isFinite(column.min())) {
            schema.put(
                    "description",
                    "The training rows have %s to %s; a number outside is answered with a warning."
                            .formatted(Numbers.plain(column.min()), Numbers.plain(column.max())));
            schema.put("x-training-range", Map.of("min", column.min(), "max", column.max()));
        }
        schema.put("examples", List.of(CellReader.of(column).example()));
        return schema;
    }

    private static Map<String, Object> moment(ColumnEncoder.Moment column) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("string", "null"));
        schema.put("description", "A point in time.");
        schema.put("examples", List.of(CellReader.of(column).example()));
        return schema;
    }

    private Map<String, Object> category(Categories column) {
        List<String> categories = column.categories();
        Map<String, Object> schema = new LinkedHashMap<>();
        if (unknown == UnknownCategory.IGNORE || categories.size() > MOST_CATEGORIES) {
            schema.put("type", List.of("string", "null"));
            schema.put("examples", categories.subList(0, Math.min(MOST_CATEGORIES, categories.size())));
        } else {
            List<@Nullable String> known = new ArrayList<>(categories);
            known.add(null);
            schema.put("enum", known);
        }
        if (unknown == UnknownCategory.IGNORE) {
            schema.put("description", "Another category is read as a missing one, and answered with a warning.");
        }
        return schema;
    }

    private static Map<String, Object> picture(PictureForm form) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("contentEncoding", "base64");
        schema.put("contentMediaType", "image/*");
        schema.put(
                "description",
                "A file in base64: PNG, JPEG, BMP, GIF or WebP; it is brought to %d × %d pixels %s."
                        .formatted(
                                form.size().width(),
                                form.size().height(),
                                form.channels() == 1 ? "in grey" : "in colour"));
        return schema;
    }

    private static Map<String, Object> text(TextEncoder text) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", "\\S");
        schema.put("description", "The first %d tokens are read.".formatted(text.length()));
        return schema;
    }

    private static Map<String, Object> noise(NoiseEncoder noise) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("noise", list(Map.of("type", "number"), noise.latentSize(), noise.latentSize()));
        if (!noise.classes().isEmpty()) {
            properties.put("label", Map.of("enum", noise.classes()));
        }
        return object(properties);
    }

    /** An object that has all of its fields, and no others. */
    static Map<String, Object> object(Map<String, Object> properties) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", List.copyOf(properties.keySet()));
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        return schema;
    }

    static Map<String, Object> list(Map<String, Object> items, int least, int most) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("minItems", least);
        schema.put("maxItems", most);
        schema.put("items", items);
        return schema;
    }
}
