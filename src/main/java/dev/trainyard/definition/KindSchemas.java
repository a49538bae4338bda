package dev.trainyard.definition;

import static dev.trainyard.definition.DefinitionSchema.object;
import static dev.trainyard.definition.DefinitionSchema.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of definitions as JSON Schema. */
final class KindSchemas {

    private KindSchemas() {}

    static Map<String, Map<String, Object>> all() {
        Map<String, Map<String, Object>> kinds = new LinkedHashMap<>();
        kinds.put("sequential", sequential());
        kinds.put("rbm", rbm());
        return kinds;
    }

    private static Map<String, Object> sequential() {
        return kind("sequential", "One layer after the other.", List.of("layers"), object("layers", layers()));
    }

    private static Map<String, Object> layers() {
        return object(
                "type", "array", "minItems", 1, "maxItems", Sequential.MOST_LAYERS, "items", reference("layer"));
    }

    private static Map<String, Object> rbm() {
        return kind(
                "rbm",
                "A restricted Boltzmann machine, or a stack of them.",
                List.of("hiddenUnits"),
                object(
                        "hiddenUnits",
                        object(
                                "description",
                                "How many hidden units; a list stacks machines, bottom up.",
                                "oneOf",
                                List.of(count(), object("type", "array", "minItems", 1, "maxItems", 20, "items", count()))),
                        "visible",
                        object("enum", List.of("bernoulli", "gaussian"), "default", "bernoulli"),
                        "cd",
                        object("type", "integer", "minimum", 1, "maximum", 100, "default", 1),
                        "persistent",
                        object("type", "boolean", "default", false),
                        "sparsity",
                        object(
                                "type",
                                "object",
                                "properties",
                                object(
                                        "target",
                                        object("type", "number", "exclusiveMinimum", 0, "exclusiveMaximum", 1, "default", 0.1),
                                        "cost",
                                        object("type", "number", "minimum", 0, "default", 0.1)),
                                "additionalProperties",
                                false),
                        "pretrainingEpochs",
                        count()));
    }

    private static Map<String, Object> count() {
        return object("type", "integer", "minimum", 1);
    }

    private static Map<String, Object> kind(
            String name, String description, List<String> required, Map<String, Object> own) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("name", object("type", "string", "pattern", "^" + Names.FORM + "$"));
        properties.put("kind", object("const", name));
        properties.putAll(own);
        List<String> all = new java.util.ArrayList<>(List.of("kind"));
        all.addAll(required);
        return object(
                "type",
                "object",
                "description",
                description,
                "properties",
                properties,
                "required",
                all,
                "additionalProperties",
                false);
    }
}
