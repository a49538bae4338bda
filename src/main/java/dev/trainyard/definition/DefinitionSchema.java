package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.trainyard.definition.Initializer.Distribution;
import dev.trainyard.definition.layer.Layer;
import dev.trainyard.definition.layer.Parameter;
import dev.trainyard.definition.layer.Recurrent;
import dev.trainyard.definition.layer.Repeats;
import dev.trainyard.definition.layer.ReturnSequences;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.json.Json;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The catalogue as JSON Schema (2020-12): the truth about which definitions are offered. */
public final class DefinitionSchema {

    private static final String ID = "/api/v1/definitions/schema";

    private DefinitionSchema() {}

    /** Describes every definition that can be read, by the records that read it. */
    public static Map<String, Object> generate() {
        Map<String, Object> parts = new LinkedHashMap<>();
        List<Object> layers = new ArrayList<>();
        ByTypeName.membersOf(Layer.class).forEach((name, type) -> {
            parts.put(name, layer(name, type));
            layers.add(reference(name));
        });
        parts.put("layer", object("description", "One layer of the network.", "oneOf", layers));
        parts.put("initializer", initializer());
        Map<String, Map<String, Object>> kinds = KindSchemas.all();
        parts.putAll(kinds);
        return object(
                "$schema",
                "https://json-schema.org/draft/2020-12/schema",
                "$id",
                ID,
                "title",
                "Model definition",
                "description",
                "A network, by its kind.",
                "type",
                "object",
                "oneOf",
                kinds.keySet().stream().map(DefinitionSchema::reference).toList(),
                "$defs",
                parts);
    }

    /** The names of the kinds of definitions among the parts. */
    public static Set<String> kinds() {
        return KindSchemas.all().keySet();
    }

    private static Map<String, Object> layer(String name, Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("type", object("const", name));
        List<String> required = new ArrayList<>(List.of("type"));
        Map<?, ?> defaults = Json.mapper().convertValue(newDefault(type), Map.class);
        for (RecordComponent component : type.getRecordComponents()) {
            Map<String, Object> parameter = parameter(component);
            Object usual = defaults.get(component.getName());
            if (isRequired(component)) {
                required.add(component.getName());
            } else if (usual != null) {
                parameter.put("default", usual);
            }
            properties.put(component.getName(), parameter);
        }
        return object("type", "object", "properties", properties, "required", required, "additionalProperties", false);
    }

    private static boolean isRequired(RecordComponent component) {
        Parameter described = component.getAnnotation(Parameter.class);
        return described != null && described.required();
    }

    private static Object newDefault(Class<?> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s has no public constructor of its defaults".formatted(type), e);
        }
    }

    private static Map<String, Object> parameter(RecordComponent component) {
        Map<String, Object> schema = new LinkedHashMap<>();
        Parameter described = component.getAnnotation(Parameter.class);
        if (described != null) {
            schema.put("description", described.value());
        }
        schema.putAll(form(component.getName(), component.getType()));
        if (described != null && described.min() > Double.NEGATIVE_INFINITY) {
            schema.put("minimum", described.min());
        }
        if (described != null && described.max() < Double.POSITIVE_INFINITY) {
            schema.put("maximum", described.max());
        }
        if (described != null && described.above() > Double.NEGATIVE_INFINITY) {
            schema.put("exclusiveMinimum", described.above());
        }
        if (described != null && described.below() < Double.POSITIVE_INFINITY) {
            schema.put("exclusiveMaximum", described.below());
        }
        return schema;
    }

    private static Map<String, Object> form(String name, Class<?> type) {
        if (type == Units.class) {
            return object("oneOf", List.of(KindSchemas.units(), object("const", "auto")));
        }
        if (type == Initializer.class) {
            return reference("initializer");
        }
        if (type == Area.class) {
            return object("oneOf", List.of(whole(1), listOfTwo(whole(1))));
        }
        if (type == Margins.class) {
            Object side = object("oneOf", List.of(whole(0), listOfTwo(whole(0))));
            return object("oneOf", List.of(whole(0), listOfTwo(side)));
        }
        if (type == ReturnSequences.class) {
            return object("enum", List.of(true, false, "auto"));
        }
        if (type == Repeats.class) {
            return object("oneOf", List.of(object("type", "integer", "minimum", 1), object("const", "auto")));
        }
        if (type == Layer.class) {
            return reference("layer");
        }
        if (type == Recurrent.class) {
            return object(
                    "oneOf",
                    ByTypeName.membersOf(type).keySet().stream()
                            .map(DefinitionSchema::reference)
                            .toList());
        }
        if (type == List.class) {
            return object("type", "array", "items", object("type", "integer"));
        }
        if (type.isEnum()) {
            return object("enum", constants(type));
        }
        if (name.equals("name")) {
            return object(
                    "type", "string", "pattern", "^" + LayerNames.FORM + "$", "description", "Names its parameters.");
        }
        return object("type", simple(type));
    }

    private static Map<String, Object> whole(int least) {
        return object("type", "integer", "minimum", least);
    }

    private static Map<String, Object> listOfTwo(Object entry) {
        return object("type", "array", "items", entry, "minItems", 2, "maxItems", 2);
    }

    private static String simple(Class<?> type) {
        if (type == Boolean.class) {
            return "boolean";
        }
        if (type == Integer.class) {
            return "integer";
        }
        if (type == Double.class) {
            return "number";
        }
        throw new IllegalStateException("the schema has no form for a parameter of " + type);
    }

    private static Map<String, Object> initializer() {
        List<Object> forms = new ArrayList<>();
        forms.add(object(
                "enum",
                Arrays.stream(Distribution.values())
                        .filter(type -> type != Distribution.VALUES)
                        .map(DefinitionSchema::name)
                        .toList()));
        for (Distribution type : Distribution.values()) {
            if (type != Distribution.VALUES) {
                forms.add(initializer(type));
            }
        }
        forms.add(object(
                "type",
                "object",
                "description",
                "The values themselves, in the array's shape.",
                "properties",
                object("values", object("type", "array", "items", Map.of())),
                "required",
                List.of("values"),
                "additionalProperties",
                false));
        return object("description", "How an array gets its first values.", "oneOf", forms);
    }

    private static Map<String, Object> initializer(Distribution type) {
        Map<String, Object> properties = object("type", object("const", name(type)));
        Initializer.fields(type).forEach(field -> properties.put(field, object("type", "number")));
        return object(
                "type", "object", "properties", properties, "required", List.of("type"), "additionalProperties", false);
    }

    private static String name(Object constant) {
        return Json.mapper().convertValue(constant, String.class);
    }

    private static List<String> constants(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(name(constant));
            names.addAll(aliases(type, (Enum<?>) constant));
        }
        return names;
    }

    private static List<String> aliases(Class<?> type, Enum<?> constant) {
        try {
            var alias = type.getField(constant.name()).getAnnotation(JsonAlias.class);
            return alias == null ? List.of() : List.of(alias.value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("every constant is a field", e);
        }
    }

    static Map<String, Object> reference(String part) {
        return object("$ref", "#/$defs/" + part);
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
