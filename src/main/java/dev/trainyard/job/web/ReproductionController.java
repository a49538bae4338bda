package dev.trainyard.job.web;

import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.job.Reproductions;
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
import org.springframework.web.bind.annotation.RestController;

/** Has models trained again. */
@RestController
@ApiRole
@Tag(name = "Models")
class ReproductionController {

    private final Reproductions reproductions;
    private final Creations creations;
    private final TrainingJobs jobs;

    ReproductionController(Reproductions reproductions, Creations creations, TrainingJobs jobs) {
        this.reproductions = reproductions;
        this.creations = creations;
        this.jobs = jobs;
    }

    @PostMapping("/api/v1/models/{name}/versions/{version}/reproduce")
    @Creates
    @Operation(
            operationId = "reproduceModel",
            summary = "Train a version again and compare",
            description =
                    "By a job of its own, from the recorded recipe and on the same rows. Nothing is published; the"
                            + " job's `reproduction` says whether every parameter is equal bit for bit, and if not, what"
                            + " differs: numbers, and the circumstances.")
    @ApiResponse(
            responseCode = "202",
            description = "The job that trains it again is queued",
            headers = @Header(name = "Location", description = "Where to watch it", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @ApiResponse(
            responseCode = "409",
            description = "Something that it was made from is gone",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    ResponseEntity<JobView> reproduce(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version)
            throws IOException {
        return creations.once(null, () -> accepted(reproductions.reproduce(name, version)));
    }

    private ResponseEntity<JobView> accepted(String id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + id))
                .body(JobView.of(jobs.find(id)));
    }
}
