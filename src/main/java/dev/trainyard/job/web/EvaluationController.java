package dev.trainyard.job.web;

import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.job.Reevaluations;
import dev.trainyard.job.TrainingJobs;
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
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Has models measured on other data sets. */
@RestController
@ApiRole
@Tag(name = "Models")
class EvaluationController {

    private final Reevaluations reevaluations;
    private final Creations creations;
    private final TrainingJobs jobs;

    EvaluationController(Reevaluations reevaluations, Creations creations, TrainingJobs jobs) {
        this.reevaluations = reevaluations;
        this.creations = creations;
        this.jobs = jobs;
    }

    @PostMapping("/api/v1/models/{name}/versions/{version}/evaluate")
    @Creates
    @Operation(
            operationId = "evaluateModel",
            summary = "Measure a version on another data set",
            description =
                    "By a job of its own, as training measures its test rows: what predicts by its target, an RBM or a VAE by"
                            + " how well it rebuilds rows, a GAN by what its discriminator makes of them. The job's `evaluation` has the report, each metric"
                            + " beside the stored one, and warnings of columns that have drifted from the training rows.")
    @ApiResponse(
            responseCode = "202",
            description = "The job that measures it is queued",
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
            description = "The data set has not what the version reads and answers",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    ResponseEntity<JobView> evaluate(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version,
            @RequestBody Measured measured)
            throws IOException {
        return creations.once(measured, () -> accepted(reevaluations.evaluate(name, version, measured.datasetId())));
    }

    private ResponseEntity<JobView> accepted(String id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + id))
                .body(JobView.of(jobs.find(id)));
    }

    /** What a version is measured on. */
    @Schema(name = "EvaluationRequest")
    record Measured(
            @Schema(example = "ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH")
            String datasetId) {

        Measured {
            if (datasetId == null) {
                throw new IllegalArgumentException("datasetId is missing; it names the data set to measure on");
            }
        }
    }
}
