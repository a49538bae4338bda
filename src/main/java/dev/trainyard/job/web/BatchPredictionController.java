package dev.trainyard.job.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.job.BatchPredictions;
import dev.trainyard.job.BatchPredictions.Wanted;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.model.Models;
import dev.trainyard.problem.InvalidAs;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Has models answer the rows of whole data sets. */
@RestController
@ApiRole
@RequestMapping("/api/v1/models/{name}")
@Tag(name = "Predictions")
class BatchPredictionController {

    private static final String DESCRIPTION =
            "By a job of its own, piece by piece, so that the data set may be of any size. The job's `predictions` names the data set"
                    + " that comes of it: the rows with `predicted_…` columns behind them, to be downloaded or trained on. A row that"
                    + " cannot be answered has empty cells there; the job's events say why.";

    private final BatchPredictions predictions;
    private final Creations creations;
    private final TrainingJobs jobs;

    BatchPredictionController(BatchPredictions predictions, Creations creations, TrainingJobs jobs) {
        this.predictions = predictions;
        this.creations = creations;
        this.jobs = jobs;
    }

    @PostMapping("/batch-predictions")
    @Creates
    @Operation(
            operationId = "predictDataset",
            summary = "Predict for a data set with the newest version",
            description = DESCRIPTION)
    @Answers
    ResponseEntity<JobView> predict(
            @PathVariable @Parameter(example = "admissions") String name, @RequestBody BatchPredictionRequest request)
            throws IOException {
        return predict(name, Models.LATEST, request);
    }

    @PostMapping("/versions/{version}/batch-predictions")
    @Creates
    @Operation(
            operationId = "predictDatasetWithVersion",
            summary = "Predict for a data set with a version",
            description = DESCRIPTION)
    @Answers
    ResponseEntity<JobView> predict(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody BatchPredictionRequest request)
            throws IOException {
        return creations.once(request, () -> accepted(predictions.predict(name, version, request.wanted())));
    }

    private ResponseEntity<JobView> accepted(String id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + id))
                .body(JobView.of(jobs.find(id)));
    }

    /** What is to be answered, and how. */
    @InvalidAs(ProblemType.INVALID_JOB)
    record BatchPredictionRequest(
            @Schema(example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH")
            String datasetId,

            @Schema(
                    description = "What the data set that is made is called; by default after the model.",
                    example = "admissions-predictions")
            @Nullable
            String name,

            @Schema(description = "Whether probabilities are told, too; by default they are.", example = "true")
            @Nullable
            Boolean probabilities,

            @Schema(
                    description =
                            "From which probability on a label is among the answer's labels, or the second of two classes is told.",
                    example = "0.5")
            @Nullable
            Double threshold) {

        BatchPredictionRequest {
            if (datasetId == null) {
                throw new IllegalArgumentException(
                        "datasetId is missing; it names the data set whose rows are answered");
            }
            if (name != null && !DatasetSpec.isName(name)) {
                throw new IllegalArgumentException(
                        "name is none: lower-case letters, digits, '.', '_' and '-', at most 63, the first a letter or digit");
            }
            if (threshold != null && !(threshold > 0 && threshold < 1)) {
                throw new IllegalArgumentException("threshold is %s; it is between 0 and 1".formatted(threshold));
            }
        }

        Wanted wanted() {
            return new Wanted(datasetId, name, probabilities, threshold);
        }
    }

    /** What both calls answer. */
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "202",
            description = "The job that answers them is queued",
            headers = @Header(name = "Location", description = "Where to watch it", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such model, version or data set",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @ApiResponse(
            responseCode = "422",
            description = "The data set has not what the version reads",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @ApiResponse(
            responseCode = "501",
            description = "What the version answers has no room in a row",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @interface Answers {}
}
