package dev.trainyard.model.web;

import dev.trainyard.model.Alias;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A name for one version of a model. */
@Schema(name = "Alias")
record AliasView(
        @Schema(example = "admissions") String model,
        @Schema(example = "champion") String alias,
        @Schema(example = "1") int version,
        Instant updatedAt) {

    static ResponseEntity<AliasView> answer(Alias alias) {
        return ResponseEntity.status(HttpStatus.OK)
                .eTag(alias.etag())
                .body(new AliasView(alias.model(), alias.alias(), alias.version(), alias.updatedAt()));
    }

    /** Which version an alias is to point at. */
    @Schema(name = "AliasTarget")
    record Target(
            @Schema(example = "1", description = "The version's number.")
            Integer version) {

        Target {
            if (version == null) {
                throw new IllegalArgumentException("version is missing; it is the number of a version");
            }
        }
    }
}
