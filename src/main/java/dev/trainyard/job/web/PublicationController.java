package dev.trainyard.job.web;

import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.job.Publications;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes checkpoints. */
@RestController
@ApiRole
@RequestMapping("/api/v1/jobs/{id}/checkpoints/{n}")
@Tag(name = "Jobs")
class PublicationController {

    private final Publications publications;
    private final Creations creations;
    private final TrainingJobs jobs;

    PublicationController(Publications publications, Creations creations, TrainingJobs jobs) {
        this.publications = publications;
        this.creations = creations;
        this.jobs = jobs;
    }

    @PostMapping("/publish")
    @Creates
    @Operation(
            operationId = "publishCheckpoint",
            summary = "Publish a checkpoint as a version of the job's model",
            description =
                    "By a job of its own, which evaluates the network of the checkpoint as it stands and trains"
                            + " nothing; the checkpoint's job may still be running. The version is the `result` of the new job.")
    @ApiResponse(
            responseCode = "202",
            description = "The job that publishes it is queued; its `followUp` names the checkpoint",
            headers = @Header(name = "Location", description = "Where to watch it", schema = @Schema(type = "string")))
    @NoSuchJob
    ResponseEntity<JobView> publish(
            @PathVariable @Parameter(example = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,
            @PathVariable @Parameter(example = "2") int n)
            throws IOException {
        return creations.once(null, () -> accepted(publications.publish(id, n)));
    }

    private ResponseEntity<JobView> accepted(String publishing) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + publishing))
                .body(JobView.of(jobs.find(publishing)));
    }
}
