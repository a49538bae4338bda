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

/** The answer for a job that does not exist. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "404",
        description = "There is no such job",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDocument.class),
                        examples = @ExampleObject("""
                                        {"type":"/problems/not_found","title":"There is no such thing","status":404,
                                         "detail":"There is no job job_01K9Z6Q4T5V0X8M2R7N3C1B4DE",
                                         "instance":"/api/v1/jobs/job_01K9Z6Q4T5V0X8M2R7N3C1B4DE","code":"not_found",
                                         "requestId":"01jz3v4k5m6n7p8q9r0s1t2v3w","errors":[]}
                                        """)))
@interface NoSuchJob {}
