package dev.trainyard.definition.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.StoredDefinition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A stored definition as callers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "StoredDefinition", description = "A definition that was kept, for the `definitionId` of jobs.")
record DefinitionView(
        @Schema(example = "def_01JZ3V4K5M6N7P8Q9R0S1T2V3W") String id,
        @Schema(example = "admissions-mlp") @Nullable String name,
        Instant createdAt,
        ModelDefinition definition) {

    static DefinitionView of(StoredDefinition stored) {
        return new DefinitionView(stored.getId(), stored.name(), stored.createdAt(), stored.definition());
    }
}
