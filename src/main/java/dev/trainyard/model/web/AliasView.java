package dev.trainyard.model.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.model.Alias;
import dev.trainyard.model.Traffic;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** A name for one version of a model. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Alias")
record AliasView(
        @Schema(example = "admissions") String model,
        @Schema(example = "champion") String alias,

        @Schema(example = "1", description = "The one that all, or most, calls go to.")
        int version,

        @Schema(
                example = "{\"1\":90,\"2\":10}",
                description = "How many parts of the calls each of several versions gets.")
        @Nullable
        Map<Integer, Integer> split,

        @Schema(example = "3", description = "A version that is asked besides, whose answers are only compared.")
        @Nullable
        Integer shadow,

        Instant updatedAt) {

    static ResponseEntity<AliasView> answer(Alias alias) {
        return ResponseEntity.status(HttpStatus.OK).eTag(alias.etag()).body(of(alias));
    }

    private static AliasView of(Alias alias) {
        Traffic traffic = alias.traffic();
        return new AliasView(
                alias.model(),
                alias.alias(),
                traffic.version(),
                traffic.split().isEmpty() ? null : traffic.split(),
                traffic.shadow(),
                alias.updatedAt());
    }

    /** Which versions the calls of an alias are to go to. */
    @Schema(name = "AliasTarget")
    record Target(
            @Schema(example = "1", description = "The number of the only version.") @Nullable
            Integer version,

            @Schema(
                    description =
                            "In place of it, how many parts of the calls each of several versions gets: `{\"1\":90,\"2\":10}`.")
            @Nullable
            Map<Integer, Integer> split,

            @Schema(
                    description =
                            "A version that native predictions are asked for besides; its answers are only compared, and counted in its `calls`.")
            @Nullable
            Integer shadow) {

        Target {
            Traffic.of(version, split, shadow);
        }

        Traffic traffic() {
            return Traffic.of(version, split, shadow);
        }
    }
}
