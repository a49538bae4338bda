package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.prediction.WrittenText;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets models write. */
@RestController
@ApiRole
@RequestMapping(path = "/api/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Predictions")
class GenerateController {

    private final Predictions predictions;

    GenerateController(Predictions predictions) {
        this.predictions = predictions;
    }

    @PostMapping(path = "/generate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "generate",
            summary = "Write a text on with the newest version",
            description = "For models of the task `text-generation`. Each token is drawn by the probabilities that the"
                    + " model tells; the answer names the seed by which it is written again.")
    @ApiResponse(responseCode = "200", description = "What follows the prompt")
    @PredictionProblems
    WrittenText generate(
            @PathVariable @Parameter(example = "shakespeare") String name, @RequestBody GenerateRequest request) {
        return predictions.write(name, Models.LATEST, request.continuation());
    }

    @PostMapping(path = "/versions/{version}/generate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "generateWithVersion",
            summary = "Write a text on with a version",
            description = "`version` is a number, an alias, or `latest`; the answer says which number it was.")
    @ApiResponse(responseCode = "200", description = "What follows the prompt")
    @PredictionProblems
    WrittenText generate(
            @PathVariable @Parameter(example = "shakespeare") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody GenerateRequest request) {
        return predictions.write(name, version, request.continuation());
    }
}
