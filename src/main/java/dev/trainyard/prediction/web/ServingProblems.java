package dev.trainyard.prediction.web;

import dev.trainyard.problem.web.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What can go wrong when a model is looked at: it is not there, or cannot be served. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "404",
        description = "There is no such model, version or alias; the detail names what is near",
        content =
                @Content(mediaType = PredictionProblems.TYPE, schema = @Schema(implementation = ProblemDocument.class)))
@ApiResponse(
        responseCode = "503",
        description = "The version cannot be served; the detail tells why",
        content =
                @Content(mediaType = PredictionProblems.TYPE, schema = @Schema(implementation = ProblemDocument.class)))
@interface ServingProblems {}
