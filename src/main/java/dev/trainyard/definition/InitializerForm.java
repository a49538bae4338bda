package dev.trainyard.definition;

import dev.trainyard.definition.Initializer.Distribution;
import dev.trainyard.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The written form of an {@link Initializer}: {@code "zeros"}, {@code {"type":"normal",…}} or {@code {"values":…}}. */
final class InitializerForm {

    private InitializerForm() {}

    static Initializer read(Object written) {
        if (written instanceof String name) {
            return Initializer.named(distribution(name));
        }
        if (written instanceof Map<?, ?> fields
                && fields.get("values") instanceof List<?> values
                && (fields.size() == 1 || (fields.size() == 2 && "values".equals(fields.get("type"))))) {
            return new Initializer(Distribution.VALUES, 0, 0, 0, 0, 0, values);
        }
        if (written instanceof Map<?, ?> fields && fields.get("type") instanceof String name) {
            return withFields(Initializer.named(distribution(name)), fields);
        }
        throw new IllegalArgumentException(
                "an initializer is a name, {\"type\":…} or {\"values\":[…]}, not %s".formatted(written));
    }

    private static Distribution distribution(String name) {
        return Json.mapper().convertValue(name, Distribution.class);
    }

    private static Initializer withFields(Initializer start, Map<?, ?> fields) {
        List<String> known = Initializer.fields(start.type());
        for (Object field : fields.keySet()) {
            if (!"type".equals(field) && !known.contains(field)) {
                throw new IllegalArgumentException("%s is no parameter of the initializer '%s'; it has %s"
                        .formatted(field, fields.get("type"), known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        return new Initializer(
                start.type(),
                number(fields, "mean", start.mean()),
                number(fields, "stddev", start.stddev()),
                number(fields, "min", start.min()),
                number(fields, "max", start.max()),
                number(fields, "value", start.value()),
                null);
    }

    private static double number(Map<?, ?> fields, String field, double otherwise) {
        Object value = fields.get(field);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("%s is %s; it is a number".formatted(field, value));
    }

    static Object write(Initializer initializer) {
        if (initializer.values() != null) {
            return Map.of("values", initializer.values());
        }
        List<String> known = Initializer.fields(initializer.type());
        String name = Json.mapper().convertValue(initializer.type(), String.class);
        if (known.isEmpty()) {
            return name;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", name);
        known.forEach(field -> fields.put(field, value(initializer, field)));
        return fields;
    }

    private static double value(Initializer initializer, String field) {
        return switch (field) {
            case "mean" -> initializer.mean();
            case "stddev" -> initializer.stddev();
            case "min" -> initializer.min();
            case "max" -> initializer.max();
            default -> initializer.value();
        };
    }
}
