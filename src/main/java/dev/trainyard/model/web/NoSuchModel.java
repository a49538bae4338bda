package dev.trainyard.model.web;

import dev.trainyard.problem.web.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer for an unknown model, version or alias. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "404",
        description = "There is no such model, version or alias; the detail names what is near",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDocument.class),
                        examples =
                                @ExampleObject(
                                        "{\"type\":\"/problems/not_found\",\"title\":\"There is no such thing\",\"status\":404,\"detail\":\"there is no model 'admisions'; did you mean 'admissions'?\",\"instance\":\"/api/v1/models/admisions\",\"code\":\"not_found\",\"requestId\":\"01J9ZC4K7M\",\"errors\":[]}")))
@interface NoSuchModel {}
