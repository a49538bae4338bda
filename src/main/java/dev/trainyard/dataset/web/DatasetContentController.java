package dev.trainyard.dataset.web;

import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.DatasetReports;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.dataset.reader.Reject;
import dev.trainyard.dataset.reader.Rejects;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoreRedirect;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is in a data set: rows, profile, rejected rows, the bytes. */
@RestController
@ApiRole
@RequestMapping("/api/v1/datasets/{id}")
@Tag(name = "Datasets")
class DatasetContentController {

    private static final int MOST_ROWS = 1_000;
    private static final Pattern FORMULA = Pattern.compile("[=@\\t\\r]|[+-](?!\\.?\\d)");

    private final Datasets datasets;
    private final DatasetReports reports;
    private final ObjectStore store;

    DatasetContentController(Datasets datasets, DatasetReports reports, ObjectStore store) {
        this.datasets = datasets;
        this.reports = reports;
        this.store = store;
    }

    /** Rows by the names of their columns. */
    record Rows(List<Map<String, @Nullable Object>> data) {}

    @GetMapping("/rows")
    @Operation(
            summary = "Show the first rows",
            description = "In file order; a missing cell is `null`. At most the first 1,000 rows are kept for this.")
    @ApiResponse(
            responseCode = "200",
            description = "The rows",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(Examples.ROWS)))
    @NoSuchDataset
    @NotReadYet
    Rows rows(
            @PathVariable @Parameter(example = Examples.ID) String id,
            @RequestParam(defaultValue = "20") @Parameter(description = "How many, from 1 to 1,000.", example = "20")
                    int limit) {
        if (limit < 1 || limit > MOST_ROWS) {
            throw Problem.invalidParameter(
                    "limit is %d; it is a whole number from 1 to %d".formatted(limit, MOST_ROWS));
        }
        return new Rows(reports.rows(read(id), limit));
    }

    @GetMapping("/profile")
    @Operation(
            summary = "Show the shape of the data",
            description =
                    "Histograms and quantiles of numeric columns, the most frequent categories, the range of moments,"
                            + " the lengths of texts. With `target`, how closely each column goes together with it.")
    @ApiResponse(
            responseCode = "200",
            description = "The profile",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(Examples.PROFILE)))
    @ApiResponse(
            responseCode = "501",
            description = "Associations of so many columns, or of this kind of target, are not built yet",
            content = @Content(mediaType = "application/problem+json"))
    @NoSuchDataset
    @NotReadYet
    ProfileView profile(
            @PathVariable @Parameter(example = Examples.ID) String id,
            @RequestParam(required = false) @Parameter(example = "admit") @Nullable String target) {
        Dataset dataset = read(id);
        return ProfileView.of(dataset, reports.profile(dataset), target);
    }

    @GetMapping(path = "/rejects", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Show the rows that were left out",
            description = "One entry a row, the first 1,000 in file order, with suggestions that one `PATCH` accepts."
                    + " `Accept: text/csv` answers the entries as CSV.")
    @ApiResponse(
            responseCode = "200",
            description = "The rejected rows",
            content = {
                @Content(
                        mediaType = "application/json",
                        schema = @Schema(implementation = Rejects.class),
                        examples = @ExampleObject(Examples.REJECTS)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @NoSuchDataset
    @NotReadYet
    Rejects rejects(@PathVariable @Parameter(example = Examples.ID) String id) {
        return reports.rejects(read(id));
    }

    @GetMapping(path = "/rejects", produces = "text/csv")
    @Operation(hidden = true)
    String rejectsAsCsv(@PathVariable String id) {
        return reports.rejects(read(id)).data().stream()
                .map(DatasetContentController::csv)
                .collect(Collectors.joining("", "line,column,value,reason,message,alike\n", ""));
    }

    private static String csv(Reject reject) {
        return "%d,%s,%s,%s,%s,%d\n"
                .formatted(
                        reject.line(),
                        quoted(reject.column() == null ? "" : reject.column()),
                        quoted(reject.value()),
                        reject.reason(),
                        quoted(reject.message()),
                        reject.alike());
    }

    /** Quoted; what a spreadsheet would take for a formula is written as text. */
    private static String quoted(String text) {
        String safe = FORMULA.matcher(text).lookingAt() ? "'" + text : text;
        return '"' + safe.replace("\"", "\"\"") + '"';
    }

    @GetMapping("/content")
    @Operation(
            summary = "Download the uploaded bytes",
            description = "`Range` fetches a part of them; `If-Range` takes the `ETag`, which is the digest.")
    @ApiResponse(
            responseCode = "200",
            description = "The bytes as they were uploaded",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "The part of the bytes that `Range` asks for",
            content =
                    @Content(
                            mediaType = "application/octet-stream",
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "307",
            description =
                    "Where the object store itself hands the bytes out for a quarter of an hour, when it is set to",
            content = @Content)
    @ApiResponse(responseCode = "416", description = "There is no such part", content = @Content)
    @NoSuchDataset
    ResponseEntity<Resource> content(@PathVariable @Parameter(example = Examples.ID) String id) {
        Dataset dataset = datasets.get(id);
        Optional<ResponseEntity<Resource>> elsewhere = StoreRedirect.of(store, dataset.sha256(), dataset.fileName());
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .eTag(dataset.sha256().hex())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(dataset.fileName())
                                .build()
                                .toString())
                .body(new StoredBytes(store, dataset.sha256(), dataset.bytes()));
    }

    /** A data set whose reading has ended. */
    private Dataset read(String id) {
        Dataset dataset = datasets.get(id);
        if (!dataset.state().isTerminal()) {
            throw Problem.conflict("data set '%s' is still being read; wait for it with ?wait=30".formatted(id));
        }
        return dataset;
    }
}
