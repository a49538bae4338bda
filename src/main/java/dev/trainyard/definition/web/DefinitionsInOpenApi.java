package dev.trainyard.definition.web;

import dev.trainyard.definition.DefinitionSchema;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Puts the schema of definitions into the OpenAPI document, where the classes alone would tell too little. */
@Component
class DefinitionsInOpenApi implements GlobalOpenApiCustomizer {

    private static final String PARTS = "#/$defs/";
    private static final Set<String> KINDS = DefinitionSchema.kinds();
    private static final String COMPONENTS = "#/components/schemas/";

    @Override
    public void customise(OpenAPI document) {
        Map<String, Object> definition = new LinkedHashMap<>(DefinitionSchema.generate());
        Map<?, ?> parts = (Map<?, ?>) definition.remove("$defs");
        definition.remove("$schema");
        definition.remove("$id");
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        schemas.put("ModelDefinition", schema(definition));
        parts.forEach((name, part) -> schemas.put(component(name.toString()), schema(part)));
    }

    /** Read as {@code Schema}, whose reader knows types alone and in lists; as {@code JsonSchema} it is luck which of the two. */
    private static Schema<?> schema(Object written) {
        return Json31.mapper().convertValue(pointingAtComponents(written), Schema.class);
    }

    private static Object pointingAtComponents(Object written) {
        if (written instanceof Map<?, ?> fields) {
            Map<Object, Object> moved = new LinkedHashMap<>();
            fields.forEach((name, value) -> moved.put(name, pointingAtComponents(value)));
            return moved;
        }
        if (written instanceof List<?> items) {
            List<Object> moved = new ArrayList<>();
            items.forEach(item -> moved.add(pointingAtComponents(item)));
            return moved;
        }
        return written instanceof String text && text.startsWith(PARTS)
                ? COMPONENTS + component(text.substring(PARTS.length()))
                : written;
    }

    /** Layers by their type and the word "Layer"; kinds, {@code layer} and {@code initializer} by themselves. */
    private static String component(String part) {
        String name = Character.toUpperCase(part.charAt(0)) + part.substring(1);
        boolean alone = part.equals("layer") || part.equals("initializer") || KINDS.contains(part);
        return alone ? name : name + "Layer";
    }
}
