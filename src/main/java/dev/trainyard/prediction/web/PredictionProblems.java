package dev.trainyard.prediction.web;

import dev.trainyard.problem.web.ProblemDocument;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What can go wrong when a model is asked. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "404",
        description = "There is no such model, version or alias; the detail names what is near",
        content =
                @Content(mediaType = PredictionProblems.TYPE, schema = @Schema(implementation = ProblemDocument.class)))
@ApiResponse(
        responseCode = "413",
        description = "More than 10,000 rows in one call",
        content =
                @Content(mediaType = PredictionProblems.TYPE, schema = @Schema(implementation = ProblemDocument.class)))
@ApiResponse(
        responseCode = "422",
        description = "Rows do not fit the model: each missing, extra, mistyped or unknown value is named",
        content =
                @Content(
                        mediaType = PredictionProblems.TYPE,
                        schema = @Schema(implementation = ProblemDocument.class),
                        examples =
                                @ExampleObject(
                                        "{\"type\":\"/problems/invalid_prediction_input\",\"title\":\"The rows do not fit the model\",\"status\":422,\"detail\":\"1 of 1 rows do not fit the model; /rows/0/gre: gre is \\\"380\\\"; it is a number, such as 588. A valid row: {\\\"gre\\\":588,\\\"gpa\\\":3.39,\\\"rank\\\":2.49}\",\"instance\":\"/api/v1/models/admissions/predict\",\"code\":\"invalid_prediction_input\",\"requestId\":\"01J9ZC4K7M\",\"errors\":[{\"pointer\":\"/rows/0/gre\",\"code\":\"wrong_type\",\"message\":\"gre is \\\"380\\\"; it is a number, such as 588\",\"suggestion\":{\"op\":\"replace\",\"path\":\"/rows/0/gre\",\"value\":380.0}}]}")))
@ApiResponse(
        responseCode = "501",
        description = "The contract names it and it is not built yet",
        content =
                @Content(mediaType = PredictionProblems.TYPE, schema = @Schema(implementation = ProblemDocument.class)))
@ApiResponse(
        responseCode = "503",
        description = "The version cannot be served; the detail tells why",
        content =
                @Content(mediaType = PredictionProblems.TYPE, schema = @Schema(implementation = ProblemDocument.class)))
@interface PredictionProblems {

    String TYPE = "application/problem+json";
}
