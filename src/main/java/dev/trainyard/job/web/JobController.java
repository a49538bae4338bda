package dev.trainyard.job.web;

import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.job.JobControl;
import dev.trainyard.job.JobFilter;
import dev.trainyard.job.JobState;
import dev.trainyard.job.Submissions;
import dev.trainyard.job.TrainingJob;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Submits, finds, changes and deletes jobs. */
@RestController
@ApiRole
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs")
class JobController {

    private static final String EXAMPLE = """
            {"name":"admissions","datasetId":"ds_01K9Z6N2P4R6T8V0X2Z4B6D8FH",
             "definition":{"kind":"sequential","layers":[
               {"type":"dense","units":8,"activation":"relu"},
               {"type":"dense","units":"auto","activation":"auto"}]},
             "target":["admit"],
             "training":{"epochs":100,"batchSize":32,"optimizer":{"type":"adam","learningRate":0.01}},
             "model":"admissions"}
            """;

    private final Submissions submissions;
    private final Creations creations;
    private final TrainingJobs jobs;
    private final JobControl control;
    private final JobWaits waits;
    private final Leftovers leftovers;

    JobController(
            Submissions submissions,
            Creations creations,
            TrainingJobs jobs,
            JobControl control,
            JobWaits waits,
            Leftovers leftovers) {
        this.submissions = submissions;
        this.creations = creations;
        this.jobs = jobs;
        this.control = control;
        this.waits = waits;
        this.leftovers = leftovers;
    }

    @PostMapping
    @Creates
    @Operation(
            operationId = "submitJob",
            summary = "Submit a job",
            description = "Only a data set and a definition are required; `POST /plans` tells what the rest becomes.")
    @ApiResponse(
            responseCode = "202",
            description = "The job is queued",
            headers = @Header(name = "Location", description = "Where to watch it", schema = @Schema(type = "string")))
    @InvalidJob
    ResponseEntity<JobView> submit(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject(EXAMPLE)))
                    @RequestBody
                    JobSpec spec)
            throws IOException {
        return creations.once(spec, () -> accepted(submissions.submit(spec)));
    }

    @PostMapping("/{id}/retry")
    @Creates
    @Operation(
            operationId = "retryJob",
            summary = "Try a job again",
            description = "Makes a new job from the request of one that has ended, perhaps mended by a remedy.")
    @ApiResponse(
            responseCode = "202",
            description = "The new job is queued; its `retryOf` is the old one",
            headers = @Header(name = "Location", description = "Where to watch it", schema = @Schema(type = "string")))
    @NoSuchJob
    @RefusedInItsState
    @InvalidJob
    ResponseEntity<JobView> retry(
            @PathVariable @Parameter(example = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,
            @RequestBody(required = false) @Nullable Retry retry)
            throws IOException {
        return creations.once(retry, () -> accepted(submissions.retry(id, retry == null ? null : retry.remedy())));
    }

    /** How to retry. */
    @Schema(name = "Retry")
    record Retry(
            @Schema(description = "Which of the failure's remedies to apply, from 0.", example = "0") @Nullable
            Integer remedy) {}

    private ResponseEntity<JobView> accepted(String id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/jobs/" + id))
                .body(JobView.of(jobs.find(id)));
    }

    @GetMapping
    @Operation(
            operationId = "listJobs",
            summary = "List jobs",
            description = "The newest first, each without its `resolved`.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of jobs",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"id":"job_01K9Z6Q4T5V0X8M2R7N3C1B4DE","name":"admissions","state":"queued","terminal":false,"attempt":0,
                             "progress":{"epoch":0,"epochs":900,"iteration":0,"fraction":0.0},"latest":{},
                             "queue":{"position":1},"createdAt":"2026-11-02T10:15:30.123456Z"}],
                             "hasMore":true,"nextAfter":"job_01K9Z6Q4T5V0X8M2R7N3C1B4DE"}""")))
    @ApiResponse(responseCode = "400", description = "A parameter is out of range", content = @Content)
    Page<JobView> list(
            @RequestParam(required = false)
                    @Parameter(description = "Only those in this state", example = "running")
                    @Nullable
                    String state,
            @RequestParam(required = false) @Parameter(description = "Only those that train this model") @Nullable
                    String model,
            @RequestParam(required = false) @Parameter(description = "Only those of this name") @Nullable String name,
            @ParameterObject PageRequest page) {
        JobFilter filter = new JobFilter(state == null ? null : known(state), model, name);
        return Page.of(jobs.list(filter, page.after(), page.limitAndOne()), page, TrainingJob::id)
                .map(JobView::listed);
    }

    private static JobState known(String state) {
        try {
            return JobState.of(state);
        } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter(String.valueOf(e.getMessage()), e);
        }
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "showJob",
            summary = "Show a job",
            description = "With `wait`, holds the answer until the job has ended.")
    @ApiResponse(
            responseCode = "200",
            description = "The job as it stands",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @NoSuchJob
    DeferredResult<JobView> show(
            @PathVariable @Parameter(example = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,
            @RequestParam(defaultValue = "0")
                    @Parameter(
                            description = "Seconds to wait for its end, at most 60",
                            schema = @Schema(type = "integer", minimum = "0", maximum = "60", defaultValue = "0"))
                    int wait) {
        if (wait < 0 || wait > 60) {
            throw Problem.invalidParameter("wait is %d; it is a number of seconds from 0 to 60".formatted(wait));
        }
        return waits.awaitEnd(id, wait);
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeJob",
            summary = "Change a job's priority",
            description = "Higher goes first; a running job is not interrupted.")
    @ApiResponse(responseCode = "200", description = "The job with its new priority")
    @NoSuchJob
    @RefusedInItsState
    JobView change(
            @PathVariable @Parameter(example = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,
            @RequestBody Change change) {
        control.setPriority(id, change.priority());
        return JobView.of(jobs.find(id));
    }

    /** What can be changed. */
    @Schema(name = "JobChange")
    record Change(@Schema(example = "5") int priority) {}

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteJob",
            summary = "Delete a job that has ended",
            description = "With its events, its log and its checkpoints. A model that it published stays.")
    @ApiResponse(responseCode = "204", description = "The job is gone")
    @NoSuchJob
    @RefusedInItsState
    void delete(@PathVariable @Parameter(example = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id) {
        leftovers.delete(control.delete(id));
    }
}
