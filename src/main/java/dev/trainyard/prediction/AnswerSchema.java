package dev.trainyard.prediction;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.TargetCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one prediction of a model looks like, as JSON Schema: its labels, targets and outputs by name. */
final class AnswerSchema {

    /** A number that is none is null. */
    private static final Map<String, Object> NUMBER = Map.of("type", List.of("number", "null"));

    private static final Map<String, Object> TEXT = Map.of("type", "string");

    private AnswerSchema() {}

    static Map<String, Object> of(TargetCodec codec) {
        if (codec instanceof TargetCodec.Classes classes) {
            return category(classes);
        }
        if (codec instanceof TargetCodec.Labels labels) {
            return labels(labels);
        }
        if (codec instanceof TargetCodec.Values values) {
            return values(values);
        }
        if (codec instanceof TargetCodec.Tokens) {
            return object("text", TEXT);
        }
        if (codec instanceof TargetCodec.Steps steps) {
            return object("steps", ExampleSchema.list(of(steps.each()), 0, steps.steps()));
        }
        return codec instanceof TargetCodec.Several several
                ? outputs(several)
                : rebuilt(((TargetCodec.Example) codec).encoder());
    }

    private static Map<String, Object> category(TargetCodec.Classes classes) {
        List<@Nullable String> labels = new ArrayList<>(classes.categories());
        labels.add(null);
        Map<String, Object> label = new LinkedHashMap<>();
        label.put("enum", labels);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("label", label);
        properties.put("probabilities", numbers(classes.categories()));
        return answer(properties);
    }

    private static Map<String, Object> labels(TargetCodec.Labels labels) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(
                "labels",
                ExampleSchema.list(
                        Map.of("enum", labels.names()), 0, labels.labels().size()));
        properties.put("probabilities", numbers(labels.names()));
        return answer(properties);
    }

    private static Map<String, Object> values(TargetCodec.Values values) {
        List<String> names =
                values.columns().stream().map(ColumnEncoder.Numeric::name).toList();
        return names.size() == 1 ? object("value", NUMBER) : object("values", numbers(names));
    }

    private static Map<String, Object> outputs(TargetCodec.Several several) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        several.heads().forEach(head -> outputs.put(head.name(), of(head.codec())));
        return object("outputs", answer(outputs));
    }

    private static Map<String, Object> rebuilt(InputEncoder encoder) {
        if (!(encoder instanceof FeatureEncoder rows)) {
            return object(
                    "image", Map.of("type", "string", "contentEncoding", "base64", "contentMediaType", "image/png"));
        }
        Map<String, Object> cells = new LinkedHashMap<>();
        rows.columns()
                .forEach(column -> cells.put(
                        column.name(),
                        Map.of(
                                "type",
                                List.of(column instanceof ColumnEncoder.Numeric ? "number" : "string", "null"))));
        return object("row", answer(cells));
    }

    private static Map<String, Object> numbers(List<String> names) {
        Map<String, Object> properties = new LinkedHashMap<>();
        names.forEach(name -> properties.put(name, NUMBER));
        return answer(properties);
    }

    private static Map<String, Object> object(String name, Map<String, Object> schema) {
        return answer(Map.of(name, schema));
    }

    /** What is answered always has these fields, and may have more. */
    private static Map<String, Object> answer(Map<String, Object> properties) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("required", List.copyOf(properties.keySet()));
        schema.put("properties", properties);
        return schema;
    }
}
