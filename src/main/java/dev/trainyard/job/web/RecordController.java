package dev.trainyard.job.web;

import dev.trainyard.job.Checkpoint;
import dev.trainyard.job.Checkpoints;
import dev.trainyard.job.JobEvents;
import dev.trainyard.job.TrainingJob;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is kept of a job: its metrics, its log and its checkpoints. */
@RestController
@ApiRole
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
class RecordController {

    private static final Logger LOG = LoggerFactory.getLogger(RecordController.class);
    private static final String JOB = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE";
    private static final MediaType TEXT = MediaType.parseMediaType("text/plain;charset=UTF-8");

    private final TrainingJobs jobs;
    private final JobEvents events;
    private final Checkpoints checkpoints;
    private final ObjectStore store;

    RecordController(TrainingJobs jobs, JobEvents events, Checkpoints checkpoints, ObjectStore store) {
        this.jobs = jobs;
        this.events = events;
        this.checkpoints = checkpoints;
        this.store = store;
    }

    @GetMapping("/metrics")
    @Operation(
            operationId = "jobMetrics",
            summary = "Show a job's metrics, epoch by epoch",
            description =
                    "Epoch 0 is before any update. Of more epochs than `maxPoints`, those are answered that keep the look of"
                            + " the lines (largest triangle, three buckets), the first and the last among them; each"
                            + " value is exactly that of its epoch.")
    @ApiResponse(responseCode = "200", description = "One list for each series, all as long as `epochs`")
    @ApiResponse(responseCode = "400", description = "maxPoints is out of range", content = @Content)
    @NoSuchJob
    MetricsView metrics(
            @PathVariable @Parameter(example = JOB) String id,
            @RequestParam(defaultValue = "500")
                    @Parameter(
                            schema = @Schema(type = "integer", minimum = "2", maximum = "10000", defaultValue = "500"))
                    int maxPoints) {
        if (maxPoints < 2 || maxPoints > 10_000) {
            throw Problem.invalidParameter("maxPoints is %d; it is from 2 to 10000".formatted(maxPoints));
        }
        jobs.state(id);
        return MetricsView.of(events.epochs(id), maxPoints);
    }

    @GetMapping(value = "/logs", produces = MediaType.TEXT_PLAIN_VALUE)
    @Operation(
            operationId = "jobLog",
            summary = "Read a job's log",
            description = "What its trainer said; complete once the job has ended.")
    @ApiResponse(
            responseCode = "200",
            description = "The log, line by line",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("INFO 288 rows to train on, 3 inputs")))
    @NoSuchJob
    ResponseEntity<Resource> logs(@PathVariable @Parameter(example = JOB) String id) throws IOException {
        TrainingJob job = jobs.find(id);
        return ResponseEntity.ok().contentType(TEXT).body(log(job));
    }

    private Resource log(TrainingJob job) throws IOException {
        String kept = job.logSha256();
        if (kept != null && job.state().isTerminal()) {
            try {
                return new InputStreamResource(store.open(new Digest(kept)));
            } catch (FileNotFoundException lost) {
                LOG.warn("The log of {} is not in the object store any more", job.id());
            }
        }
        return told(job);
    }

    /** The lines of its events, which are most of it. */
    private Resource told(TrainingJob job) {
        String lines = String.join("\n", events.lines(job.id()));
        return new ByteArrayResource((lines.isEmpty() ? lines : lines + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/checkpoints")
    @Operation(
            operationId = "jobCheckpoints",
            summary = "List a job's checkpoints",
            description = "The kept ones, the newest first: the last few, and the best by what the job watches.")
    @ApiResponse(
            responseCode = "200",
            description = "The points from which it can go on",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"n":2,"attempt":1,"epoch":120,"iteration":1440,
                             "sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","bytes":18200,
                             "metrics":{"train/loss":0.31,"validation/loss":0.34},"at":"2026-11-02T10:15:30.123456Z"}],
                             "best":2}""")))
    @NoSuchJob
    CheckpointList checkpoints(@PathVariable @Parameter(example = JOB) String id) {
        jobs.state(id);
        return new CheckpointList(checkpoints.of(id), checkpoints.best(id).orElse(null));
    }

    /** The kept checkpoints. */
    @Schema(name = "CheckpointList")
    record CheckpointList(
            List<Checkpoint> data,

            @Schema(description = "The number of the best of them, null before there is one.", example = "2") @Nullable
            Integer best) {}
}
