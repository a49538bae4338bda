package dev.trainyard.job.web;

import dev.trainyard.problem.web.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer when a job's state does not allow what was asked. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "409",
        description = "The job's state does not allow this",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDocument.class),
                        examples = @ExampleObject("""
                                        {"type":"/problems/conflict","title":"The state of the thing does not allow this",
                                         "status":409,
                                         "detail":"Job job_01K9Z6Q4T5V0X8M2R7N3C1B4DE is succeeded and cannot be cancelled: only one that has not ended can be",
                                         "instance":"/api/v1/jobs/job_01K9Z6Q4T5V0X8M2R7N3C1B4DE/cancel","code":"conflict",
                                         "requestId":"01jz3v4k5m6n7p8q9r0s1t2v3w","errors":[]}
                                        """)))
@interface RefusedInItsState {}
