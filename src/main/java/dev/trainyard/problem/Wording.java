package dev.trainyard.problem;

import dev.trainyard.json.Json;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Words for JSON values and for what is expected of them; no Java names. */
final class Wording {

    private static final int LONGEST = 60;
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            Integer.class, "a whole number",
            int.class, "a whole number",
            Long.class, "a whole number",
            long.class, "a whole number",
            Double.class, "a number",
            double.class, "a number",
            Boolean.class, "true or false",
            boolean.class, "true or false",
            String.class, "a text");

    private Wording() {}

    /** A value as the caller wrote it, shortened. */
    static String of(JsonNode node) {
        String written = node.isMissingNode() ? "nothing" : node.toString();
        return written.length() > LONGEST ? written.substring(0, LONGEST) + "…" : written;
    }

    static String expected(Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return EXPECTED.getOrDefault(
                type, type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "another kind of value");
    }

    static Collection<String> fields(JsonNode node) {
        return List.copyOf(node.propertyNames());
    }

    /** The constants of an enum as the contract spells them. */
    static Collection<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Json.mapper().convertValue(constant, String.class))
                .toList();
    }
}
