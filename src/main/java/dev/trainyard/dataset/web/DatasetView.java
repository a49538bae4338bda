package dev.trainyard.dataset.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.DatasetState;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.reader.Reason;
import dev.trainyard.dataset.reader.Warning;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data set as callers see it. */
@Schema(name = "Dataset", example = Examples.DATASET)
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatasetView(
        String id,
        String name,
        DatasetKind kind,
        DatasetState state,
        List<String> tags,

        @Schema(description = "Which reading of the bytes this is, from 1.")
        int revision,

        @Nullable Long rows,
        long bytes,
        @Schema(description = "Of the uploaded bytes.") String sha256,
        @Schema(description = "Of what was read.") @Nullable String typedSha256,
        @Nullable List<Column> columns,

        @Schema(description = "The size all its pictures were brought to; only of pictures.") @Nullable
        PictureSize pictures,

        @Nullable Rejected rejected,

        @Schema(description = "Why no row is usable; only of rejected data sets.") @Nullable
        List<Reason> reasons,

        @Nullable List<Warning> warnings,

        @Schema(description = "The description as it was given.") @Nullable
        DatasetSpec spec,

        @Schema(description = "The description with everything that was inferred.") @Nullable
        DatasetSpec readAs,

        Instant createdAt,
        Instant updatedAt) {

    /** How many rows were left out; {@code GET …/rejects} tells which. */
    record Rejected(long rows) {}

    static DatasetView of(Dataset dataset) {
        boolean read = dataset.state().isTerminal();
        return view(
                dataset,
                read ? dataset.columns() : null,
                dataset.state() == DatasetState.REJECTED ? dataset.reasons() : null,
                read ? dataset.warnings() : null,
                dataset.spec(),
                dataset.readAs());
    }

    /** For lists: without the columns and what else may be long. */
    static DatasetView brief(Dataset dataset) {
        return view(dataset, null, null, null, null, null);
    }

    private static DatasetView view(
            Dataset dataset,
            @Nullable List<Column> columns,
            @Nullable List<Reason> reasons,
            @Nullable List<Warning> warnings,
            @Nullable DatasetSpec spec,
            @Nullable DatasetSpec readAs) {
        return new DatasetView(
                dataset.getId(),
                dataset.name(),
                dataset.kind(),
                dataset.state(),
                dataset.tags(),
                dataset.revision(),
                dataset.rows(),
                dataset.bytes(),
                dataset.sha256().hex(),
                dataset.typedSha256() == null ? null : dataset.typedSha256().hex(),
                columns,
                dataset.pixels() == null ? null : dataset.pixels().size(),
                dataset.rejected() == null ? null : new Rejected(dataset.rejected()),
                reasons,
                warnings,
                spec,
                readAs,
                dataset.createdAt(),
                dataset.updatedAt());
    }
}
