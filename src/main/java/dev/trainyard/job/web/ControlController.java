package dev.trainyard.job.web;

import dev.trainyard.job.JobControl;
import dev.trainyard.job.TrainingJobs;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stops jobs, one way or another, and lets them go on. */
@RestController
@ApiRole
@RequestMapping("/api/v1/jobs/{id}")
@Tag(name = "Jobs")
class ControlController {

    private static final String JOB = "job_01K9Z6Q4T5V0X8M2R7N3C1B4DE";

    private final JobControl control;
    private final TrainingJobs jobs;

    ControlController(JobControl control, TrainingJobs jobs) {
        this.control = control;
        this.jobs = jobs;
    }

    @PostMapping("/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description = "A waiting job is cancelled at once; a running one is `cancelling` until its trainer has"
                    + " stopped, two seconds at most. Only the record is kept. Cancelling twice does no harm.")
    @ApiResponse(responseCode = "202", description = "The job, cancelled or cancelling")
    @NoSuchJob
    @RefusedInItsState
    JobView cancel(@PathVariable @Parameter(example = JOB) String id) {
        control.cancel(id);
        return JobView.of(jobs.find(id));
    }

    @PostMapping("/finish")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "finishJob",
            summary = "Finish a job now",
            description = "Training stops; the best network so far is evaluated and published.")
    @ApiResponse(responseCode = "202", description = "The job, about to finish")
    @NoSuchJob
    @RefusedInItsState
    JobView finish(@PathVariable @Parameter(example = JOB) String id) {
        control.finish(id);
        return JobView.of(jobs.find(id));
    }

    @PostMapping("/pause")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "pauseJob",
            summary = "Pause a job",
            description = "It writes a checkpoint and gives its slot back; `resume` lets it go on from there.")
    @ApiResponse(responseCode = "202", description = "The job, paused or pausing")
    @NoSuchJob
    @RefusedInItsState
    JobView pause(@PathVariable @Parameter(example = JOB) String id) {
        control.pause(id);
        return JobView.of(jobs.find(id));
    }

    @PostMapping("/resume")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "resumeJob",
            summary = "Resume a paused job",
            description = "It is queued again and goes on from its last checkpoint.")
    @ApiResponse(responseCode = "202", description = "The job, queued")
    @NoSuchJob
    @RefusedInItsState
    JobView resume(@PathVariable @Parameter(example = JOB) String id) {
        control.resume(id);
        return JobView.of(jobs.find(id));
    }
}
