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

/** The answer for a change that an alias stands against. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "409",
        description = "An alias stands against it",
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDocument.class),
                        examples =
                                @ExampleObject(
                                        "{\"type\":\"/problems/conflict\",\"title\":\"The state of the thing does not allow this\",\"status\":409,\"detail\":\"version 1 of admissions cannot be deleted while an alias points there: delete or move champion first\",\"instance\":\"/api/v1/models/admissions/versions/1\",\"code\":\"conflict\",\"requestId\":\"01J9ZC4K7M\",\"errors\":[]}")))
@interface StillNeeded {}
