package dev.trainyard.definition.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.definition.KerasModel;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.StoredDefinition;
import dev.trainyard.definition.keras.KerasLayer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored definition as callers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StoredDefinition", description = "A definition that was kept, for the `definitionId` of jobs.")
record DefinitionView(
        @Schema(example = "def_01JZ3V4K5M6N7P8Q9R0S1T2V3W") String id,
        @Schema(example = "admissions-mlp") @Nullable String name,
        Instant createdAt,
        ModelDefinition definition,

        @Schema(description = "What became of each layer of a Keras model; its weights are not read.") @Nullable
        List<KerasLayer> keras) {

    DefinitionView(String id, @Nullable String name, Instant createdAt, ModelDefinition definition) {
        this(id, name, createdAt, definition, null);
    }

    /** With what became of each layer of the Keras model that it was. */
    DefinitionView translatedFrom(ModelDefinition given) {
        return given instanceof KerasModel model
                ? new DefinitionView(
                        id, name, createdAt, definition, model.translation().layers())
                : this;
    }

    static DefinitionView of(StoredDefinition stored) {
        return new DefinitionView(stored.getId(), stored.name(), stored.createdAt(), stored.definition());
    }
}
