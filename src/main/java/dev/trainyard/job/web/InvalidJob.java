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

/** The answer for a job that its plan finds fault with. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "422",
        description = "The job cannot run as it is; `errors` are the plan's violations",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDocument.class),
                        examples = @ExampleObject("""
                                        {"type":"/problems/invalid_job","title":"The job cannot run as it is","status":422,
                                         "detail":"the target admit has 2 classes and the last layer 3 units; 1 or 2 are expected",
                                         "instance":"/api/v1/jobs","code":"invalid_job","requestId":"01jz3v4k5m6n7p8q9r0s1t2v3w",
                                         "errors":[{"pointer":"/definition/layers/1/units","code":"shape_mismatch",
                                          "message":"the target admit has 2 classes and the last layer 3 units; 1 or 2 are expected",
                                          "suggestion":{"op":"replace","path":"/definition/layers/1/units","value":"auto"}}]}
                                        """)))
@interface InvalidJob {}
