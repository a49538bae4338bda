package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.prediction.Signature;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of TensorFlow Serving: status and predict. */
@RestController
@ApiRole
@RequestMapping("/v1/models")
@Tag(name = "Predictions")
@ApiResponse(
        responseCode = "404",
        description = "There is no such model, version or label",
        content = @Content(mediaType = "application/json"))
@ApiResponse(
        responseCode = "503",
        description = "The version cannot be served",
        content = @Content(mediaType = "application/json"))
class TensorFlowController {

    private final Predictions predictions;

    TensorFlowController(Predictions predictions) {
        this.predictions = predictions;
    }

    @GetMapping({"/{model}", "/{model}/versions/{version}", "/{model}/labels/{version}"})
    @Operation(operationId = "tensorFlowStatus", summary = "Show a model's status (TensorFlow Serving)")
    @ApiResponse(
            responseCode = "200",
            description = "The version and that it is available",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"model_version_status":[{"version":"1","state":"AVAILABLE","status":{"error_code":"OK","error_message":""}}]}""")))
    Map<String, Object> status(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version) {
        Signature signature = predictions.signature(model, newest(version));
        return Map.of(
                "model_version_status",
                List.of(Map.of(
                        "version",
                        Integer.toString(signature.version()),
                        "state",
                        "AVAILABLE",
                        "status",
                        Map.of("error_code", "OK", "error_message", ""))));
    }

    @GetMapping({"/{model}/metadata", "/{model}/versions/{version}/metadata", "/{model}/labels/{version}/metadata"})
    @Operation(hidden = true)
    void metadata() {
        throw Problem.notAvailable(
                "metadata in TensorFlow's form is not built yet; GET /v2/models/{model} describes the tensors");
    }

    @PostMapping({
        "/{model:[^:]+}:predict",
        "/{model}/versions/{version:[^:]+}:predict",
        "/{model}/labels/{version:[^:]+}:predict"
    })
    @Operation(
            operationId = "tensorFlowPredict",
            summary = "Predict (TensorFlow Serving)",
            description =
                    "`instances` are objects by column (an all-numeric table may give lists), lists of these for sequences, or"
                            + " texts, and answer `predictions`; `inputs` are lists by column and answer `outputs`.")
    @ApiResponse(
            responseCode = "200",
            description = "The answers in row or column form",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            "{\"predictions\":[{\"label\":\"0\",\"probabilities\":[0.83,0.17]}]}")))
    @ApiResponse(
            responseCode = "422",
            description = "Rows do not fit the model",
            content = @Content(mediaType = "application/json"))
    Map<String, Object> predict(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version,
            @RequestBody TensorFlowRequest request) {
        Signature signature = predictions.signature(model, newest(version));
        String number = Integer.toString(signature.version());
        Predicted predicted = predictions.predict(model, number, signature.asked(request.examples(signature)));
        return request.isByColumn()
                ? Map.of("outputs", columns(predicted))
                : Map.of(
                        "predictions",
                        predicted.predictions().stream().map(this::row).toList());
    }

    @PostMapping({
        "/{model:[^:]+}:{operation:classify|regress}",
        "/{model}/versions/{version:[^:]+}:{operation:classify|regress}"
    })
    @Operation(hidden = true)
    void other(@PathVariable String operation) {
        throw Problem.notAvailable("':%s' is not built yet; models can be asked by ':predict'".formatted(operation));
    }

    /** A single output goes without its name, as TensorFlow Serving has it. */
    private Object row(Prediction prediction) {
        Map<String, @Nullable Object> row = ProtocolAnswer.row(prediction);
        return row.size() == 1 ? unnamed(row.values().iterator().next()) : row;
    }

    private static Object columns(Predicted predicted) {
        Map<String, List<@Nullable Object>> columns = ProtocolAnswer.columns(predicted);
        return columns.size() == 1 ? columns.values().iterator().next() : columns;
    }

    private static Object unnamed(@Nullable Object output) {
        return output == null ? List.of() : output;
    }

    private static String newest(@Nullable String version) {
        return version == null ? Models.LATEST : version;
    }
}
