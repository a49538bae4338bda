package dev.trainyard.plan.web;

import dev.trainyard.plan.JobSpec;
import dev.trainyard.plan.Plan;
import dev.trainyard.plan.Planner;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.web.ProblemAnswers;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Plans: what a job would be, before it runs. */
@RestController
@ApiRole
@RequestMapping("/api/v1/plans")
@Tag(name = "Plans")
class PlanController {

    private static final String PROBLEM = "application/problem+json";

    private final Planner planner;

    PlanController(Planner planner) {
        this.planner = planner;
    }

    @PostMapping
    @Operation(
            operationId = "planJob",
            summary = "Plan a job",
            description =
                    "Takes the body of a job, runs nothing, and tells what the job would be: shapes layer by layer,"
                            + " parameters, memory, time, everything that stands against it with the change that would mend it,"
                            + " and the job with every default filled in.",
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = JobSpec.class),
                                            examples = @ExampleObject(PlanExamples.JOB))))
    @ApiResponse(
            responseCode = "200",
            description = "The plan, valid or not",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Plan.class),
                            examples = @ExampleObject(PlanExamples.PLAN)))
    @ApiResponse(
            responseCode = "400",
            description = "The body is not JSON or has an unknown field",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            schema = @Schema(implementation = ProblemDocument.class),
                            examples = @ExampleObject(PlanExamples.UNKNOWN_FIELD)))
    @ApiResponse(
            responseCode = "404",
            description = "There is no such data set or definition",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    @ApiResponse(
            responseCode = "409",
            description = "The data set is not ready",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    @ApiResponse(
            responseCode = "501",
            description = "The job asks for something that is known to come and not built yet",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    Plan plan(@org.springframework.web.bind.annotation.RequestBody JobSpec spec) {
        return planner.plan(spec);
    }

    /** A value that cannot be is found while reading, and is a finding like any other. */
    @ExceptionHandler
    ResponseEntity<Object> invalid(Problem problem, HttpServletRequest request) {
        return problem.type() == ProblemType.INVALID_JOB
                ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Plan.refused(problem.violations()))
                : ProblemAnswers.of(problem, request);
    }
}
