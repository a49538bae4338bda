package dev.trainyard.dataset.web;

import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.DatasetFilter;
import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.DatasetState;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Orphans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Uploads, and what became of them. */
@RestController
@ApiRole
@RequestMapping("/api/v1/datasets")
@Tag(name = "Datasets")
class DatasetController {

    private static final String PROBLEM = "application/problem+json";

    private final Datasets datasets;
    private final Uploads uploads;
    private final Creations creations;
    private final Waiting waiting;
    private final Orphans orphans;

    DatasetController(Datasets datasets, Uploads uploads, Creations creations, Waiting waiting, Orphans orphans) {
        this.creations = creations;
        this.orphans = orphans;
        this.datasets = datasets;
        this.uploads = uploads;
        this.waiting = waiting;
    }

    @PostMapping
    @Creates
    @Operation(
            summary = "Upload a data set",
            description =
                    "CSV, TSV, JSON Lines, Parquet or plain text, also packed with gzip or zstd; pictures as a zip or tar.gz archive with one folder for each"
                            + " class or a `labels.csv`, or as IDX files: as multipart form data, or as the bytes themselves"
                            + " (`curl -X POST -T rows.csv …/datasets?name=rows`). What `spec` leaves out is inferred."
                            + " The answer comes when the data set is read, or after ten seconds.",
            parameters = {
                @Parameter(
                        name = "name",
                        in = ParameterIn.QUERY,
                        description = "What it is to be called; else the file's name.",
                        example = "admissions",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "kind",
                        in = ParameterIn.QUERY,
                        example = "tabular",
                        schema = @Schema(implementation = DatasetKind.class)),
                @Parameter(
                        name = "idColumn",
                        in = ParameterIn.QUERY,
                        description = "Of `sequences`: rows with the same value are one.",
                        example = "run",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "orderColumn",
                        in = ParameterIn.QUERY,
                        description = "Of `sequences`: the order within one.",
                        example = "t",
                        schema = @Schema(type = "string"))
            },
            requestBody =
                    @RequestBody(
                            content = {
                                @Content(
                                        mediaType = "multipart/form-data",
                                        schema = @Schema(implementation = UploadForm.class)),
                                @Content(
                                        mediaType = "application/octet-stream",
                                        schema = @Schema(type = "string", format = "binary")),
                                @Content(
                                        mediaType = "text/csv",
                                        schema = @Schema(type = "string"),
                                        examples = @ExampleObject("gre,gpa,rank,admit\n380,3.61,3,0\n660,3.67,3,1\n"))
                            }))
    @ApiResponse(responseCode = "201", description = "The data set is read: `ready`, or `rejected` with its reasons")
    @ApiResponse(
            responseCode = "202",
            description = "The data set is stored and still being read",
            content = @Content(schema = @Schema(implementation = DatasetView.class)))
    @ApiResponse(
            responseCode = "413",
            description = "The upload is larger than `TRAINYARD_MAX_UPLOAD`",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "503",
            description = "The same bytes were deleted with another data set at this very moment; send them again",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "507",
            description = "The store is full; nothing was kept",
            content = @Content(mediaType = PROBLEM))
    @BadSpec
    DeferredResult<ResponseEntity<DatasetView>> upload(@Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        Upload upload = uploads.receive(request);
        return waiting.untilRead(addedOnce(upload), Waiting.AFTER_UPLOAD, DatasetController::created);
    }

    private String addedOnce(Upload upload) throws IOException {
        try {
            return creations.idOnce(upload, () -> added(upload));
        } catch (Problem refused) {
            orphans.left(List.of(upload.object().digest()));
            throw refused;
        }
    }

    private String added(Upload upload) {
        return datasets.add(upload.name(), upload.spec(), upload.safeFileName(), upload.object())
                .getId();
    }

    static ResponseEntity<DatasetView> created(Dataset dataset) {
        return ResponseEntity.status(dataset.state().isTerminal() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create("/api/v1/datasets/" + dataset.getId()))
                .body(DatasetView.of(dataset));
    }

    /** The parts of an upload. */
    record UploadForm(
            @Schema(type = "string", format = "binary", description = "The bytes.")
            String file,

            @Schema(description = "How to read them; all of it may be left out.", example = Examples.SPEC) @Nullable
            DatasetSpec spec) {}

    @GetMapping
    @Operation(summary = "List the data sets", description = "Newest first, without their columns.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of data sets",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(Examples.PAGE)))
    @ApiResponse(
            responseCode = "400",
            description = "A parameter is out of range",
            content = @Content(mediaType = PROBLEM))
    Page<DatasetView> list(
            @RequestParam(required = false) @Parameter(example = "admissions") @Nullable String name,
            @RequestParam(required = false) @Parameter(example = "tabular") @Nullable DatasetKind kind,
            @RequestParam(required = false) @Parameter(example = "ready") @Nullable DatasetState state,
            @RequestParam(required = false) @Parameter(example = "growth") @Nullable String tag,
            @ParameterObject PageRequest page) {
        return datasets.list(new DatasetFilter(name, kind, state, tag), page).map(DatasetView::brief);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Show a data set", description = "With `wait`, the answer is held until it is read.")
    @ApiResponse(responseCode = "200", description = "The data set")
    @ApiResponse(responseCode = "400", description = "`wait` is out of range", content = @Content(mediaType = PROBLEM))
    @NoSuchDataset
    DeferredResult<ResponseEntity<DatasetView>> show(
            @PathVariable @Parameter(example = Examples.ID) String id,
            @RequestParam(defaultValue = "0")
                    @Parameter(description = "Seconds to wait for the reading to end, at most 60.", example = "30")
                    int wait) {
        return waiting.untilRead(id, Waiting.seconds(wait), dataset -> ResponseEntity.ok(DatasetView.of(dataset)));
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Mend how a data set is read",
            description =
                    "The fields that are given replace those of the description; the same bytes are then read again"
                            + " as the next `revision`. A new `name` or new `tags` alone read nothing again.")
    @ApiResponse(responseCode = "200", description = "The data set as it is read now, or renamed")
    @ApiResponse(
            responseCode = "202",
            description = "The data set is still being read",
            content = @Content(schema = @Schema(implementation = DatasetView.class)))
    @ApiResponse(
            responseCode = "409",
            description = "An earlier reading has not ended",
            content = @Content(mediaType = PROBLEM))
    @NoSuchDataset
    @BadSpec
    DeferredResult<ResponseEntity<DatasetView>> mend(
            @PathVariable @Parameter(example = Examples.ID) String id,
            @RequestBody(content = @Content(examples = @ExampleObject(Examples.PATCH)))
                    @org.springframework.web.bind.annotation.RequestBody
                    DatasetSpec patch) {
        datasets.mend(id, patch);
        return waiting.untilRead(
                id,
                Waiting.AFTER_UPLOAD,
                dataset -> ResponseEntity.status(dataset.state().isTerminal() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                        .body(DatasetView.of(dataset)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a data set",
            description =
                    "Its bytes are deleted with it, unless another data set has the same ones, or a job that has not ended or"
                            + " a model needs them.")
    @ApiResponse(responseCode = "204", description = "The data set is gone")
    @ApiResponse(
            responseCode = "409",
            description = "A model still needs it; the detail names which",
            content = @Content(mediaType = PROBLEM))
    @NoSuchDataset
    void delete(@PathVariable @Parameter(example = Examples.ID) String id) {
        datasets.delete(id);
        orphans.sweep();
    }
}
