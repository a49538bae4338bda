package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.GoldenGate;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The native prediction call, with JSON. */
@RestController
@ApiRole
@RequestMapping(path = "/api/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Predictions")
class PredictionController {

    private final Predictions predictions;
    private final ProtocolBodies bodies;

    PredictionController(Predictions predictions, ProtocolBodies bodies) {
        this.predictions = predictions;
        this.bodies = bodies;
    }

    @PostMapping(path = "/predict", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "predict",
            summary = "Predict with the newest version",
            description = "Each row names every feature; `null` is a missing value. A value outside the range of the"
                    + " training rows is answered with a warning. `GET …/versions/latest/example` gives a valid request."
                    + " A `text/csv` body with a header is answered with CSV.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = PredictRequest.class)))
    @Answered
    @PredictionProblems
    Object predict(@PathVariable @Parameter(example = "admissions") String name, HttpServletRequest call)
            throws IOException {
        return predict(name, Models.LATEST, call);
    }

    @PostMapping(path = "/versions/{version}/predict", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "predictWithVersion",
            summary = "Predict with a version",
            description = "`version` is a number, an alias, or `latest`; the answer says which number it was.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = @Content(schema = @Schema(implementation = PredictRequest.class)))
    @Answered
    @PredictionProblems
    Object predict(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String version,
            HttpServletRequest call)
            throws IOException {
        return predictions.answer(name, version, bodies.readJson(call), PredictRequest::wanted);
    }

    @GetMapping("/versions/{version}/example")
    @Operation(
            operationId = "showPredictionExample",
            summary = "Show a valid request",
            description = "Ready to be posted to `predict`.")
    @ApiResponse(
            responseCode = "200",
            description = "A request the version would answer",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{\"rows\":[{\"gre\":380,\"gpa\":3.61,\"rank\":3}]}")))
    @ServingProblems
    Map<String, Object> example(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version) {
        return predictions.example(name, version);
    }

    @GetMapping("/versions/{version}/openapi.json")
    @Operation(
            operationId = "showModelOpenApi",
            summary = "Show the OpenAPI document of a version",
            description =
                    "OpenAPI 3.1 for this version alone, with its real columns, categories, training ranges and labels: what a"
                            + " typed client is generated from.")
    @ApiResponse(
            responseCode = "200",
            description = "The document",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            "{\"openapi\":\"3.1.0\",\"info\":{\"title\":\"admissions\",\"version\":\"1\"},\"paths\":{},\"components\":{\"schemas\":{}}}")))
    @ServingProblems
    Map<String, Object> document(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version) {
        return predictions.document(name, version);
    }

    @PostMapping("/versions/{version}/selftest")
    @Operation(
            operationId = "selftest",
            summary = "Hold a version against its golden rows",
            description =
                    "Fetches the bundle once more, answers the rows that the trainer left in it, and compares with"
                            + " the trainer's own answers. A version that fails is answered with `passed: false`.")
    @ApiResponse(responseCode = "200", description = "Whether the answers agree, and how far they are apart")
    @ServingProblems
    SelftestResult selftest(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version) {
        GoldenGate.Verdict verdict = predictions.selftest(name, version);
        return SelftestResult.of(verdict);
    }
}
