package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.trainyard.definition.keras.Translation;
import dev.trainyard.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A model as Keras prints it. It is translated before anything else is done with it; its weights are not read.
 *
 * @param config what {@code model.to_json()} prints, as an object or as the text itself
 */
@JsonTypeName("keras")
public record KerasModel(@Nullable String name, JsonNode config) implements ModelDefinition {

    public KerasModel {
        Names.check("name", name);
        if (config == null || config.isNull()) {
            throw new IllegalArgumentException("config is missing; it is what Keras' model.to_json() prints");
        }
        config = config.isString() ? read(config.asString()) : config;
    }

    private static JsonNode read(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "config is a text that is no JSON; it is what model.to_json() prints", e);
        }
    }

    public Translation translation() {
        return Translation.of(name, config);
    }
}
