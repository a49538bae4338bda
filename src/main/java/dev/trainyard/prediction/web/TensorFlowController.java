package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Explained;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Prediction;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.prediction.Signature;
import dev.trainyard.problem.JsonBody;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The REST interface of TensorFlow Serving: status, metadata, predict, classify and regress. */
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
    private final Models models;
    private final ProtocolBodies bodies;

    TensorFlowController(Predictions predictions, Models models, ProtocolBodies bodies) {
        this.predictions = predictions;
        this.models = models;
        this.bodies = bodies;
    }

    @GetMapping({"/{model}", "/{model}/versions/{version}", "/{model}/labels/{version}"})
    @Operation(
            operationId = "tensorFlowStatus",
            summary = "Show a model's status (TensorFlow Serving)",
            description =
                    "Of all its versions, newest first, or of one. By `ready` KServe's clients of its version 1 know it.")
    @ApiResponse(
            responseCode = "200",
            description = "The versions, and which of them are available",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"model_version_status":[{"version":"1","state":"AVAILABLE","status":{"error_code":"OK","error_message":""}}],"name":"admissions","ready":true}""")))
    Map<String, Object> status(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version) {
        return TensorFlowMetadata.status(
                model, version == null ? models.served(model) : List.of(models.served(model, version)));
    }

    @GetMapping({"/{model}/metadata", "/{model}/versions/{version}/metadata", "/{model}/labels/{version}/metadata"})
    @Operation(
            operationId = "tensorFlowMetadata",
            summary = "Describe a model's tensors (TensorFlow Serving)",
            description = "One signature, `serving_default`, with a tensor for each column.")
    @ApiResponse(
            responseCode = "200",
            description = "The signature",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"model_spec":{"name":"housing","signature_name":"","version":"1"},"metadata":{"signature_def":{"signature_def":{
                             "serving_default":{"inputs":{"rooms":{"dtype":"DT_FLOAT","tensor_shape":{"dim":[{"size":"-1","name":""}],"unknown_rank":false},"name":"rooms:0"}},
                              "outputs":{"values":{"dtype":"DT_DOUBLE","tensor_shape":{"dim":[{"size":"-1","name":""},{"size":"1","name":""}],"unknown_rank":false},"name":"values:0"}},
                              "method_name":"tensorflow/serving/predict"}}}}}""")))
    Map<String, Object> metadata(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version) {
        return TensorFlowMetadata.signature(predictions.signature(model, newest(version)));
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
                            + " texts, and answer `predictions`; `inputs` are lists by column and answer `outputs`."
                            + " `{\"b64\":\"…\"}` stands for bytes.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TensorFlowRequest.class)))
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
            HttpServletRequest call)
            throws IOException {
        TensorFlowRequest request = JsonBody.read(bodies.read(call), TensorFlowRequest.class);
        Predicted predicted = predict(model, version, request::examples);
        return request.isByColumn()
                ? Map.of("outputs", columns(predicted))
                : Map.of(
                        "predictions",
                        predicted.predictions().stream().map(this::row).toList());
    }

    @PostMapping("/{model:[^:]+}:explain")
    @Operation(
            operationId = "kserveExplain",
            summary = "Predict and explain (KServe, version 1)",
            description = "`instances` as for `:predict`; the explanations are those of the native call.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TensorFlowRequest.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Predictions and their explanations",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"predictions":[{"label":"0","probabilities":[0.83,0.17]}],
                             "explanations":[[{"of":"0","base":0.5,"value":0.83,"contributions":{"gre":0.33},"errors":{"gre":0},"orders":0}]]}""")))
    @ApiResponse(
            responseCode = "422",
            description = "Rows do not fit the model",
            content = @Content(mediaType = "application/json"))
    Map<String, Object> explain(@PathVariable @Parameter(example = "admissions") String model, HttpServletRequest call)
            throws IOException {
        TensorFlowRequest request = JsonBody.read(bodies.read(call), TensorFlowRequest.class);
        Signature signature = predictions.signature(model, Models.LATEST);
        Explained explained = predictions.explain(
                model, Integer.toString(signature.version()), signature.asked(request.examples(signature)));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "predictions", explained.predictions().stream().map(this::row).toList());
        answer.put("explanations", explained.explanations());
        return answer;
    }

    private Predicted predict(String model, @Nullable String version, Function<Signature, List<?>> examples) {
        Signature signature = predictions.signature(model, newest(version));
        return predictions.predict(
                model, Integer.toString(signature.version()), signature.asked(examples.apply(signature)));
    }

    @PostMapping({
        "/{model:[^:]+}:classify",
        "/{model}/versions/{version:[^:]+}:classify",
        "/{model}/labels/{version:[^:]+}:classify"
    })
    @Operation(
            operationId = "tensorFlowClassify",
            summary = "Classify (TensorFlow Serving)",
            description = "`examples` are features by column; what `context` has, all of them share.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TensorFlowExamples.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Labels with their scores for each example",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{\"results\":[[[\"0\",0.83],[\"1\",0.17]]]}")))
    Map<String, Object> classify(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version,
            HttpServletRequest call)
            throws IOException {
        TensorFlowExamples request = JsonBody.read(bodies.read(call), TensorFlowExamples.class);
        return Map.of("results", TensorFlowExamples.classified(predict(model, version, request::toClassify)));
    }

    @PostMapping({
        "/{model:[^:]+}:regress",
        "/{model}/versions/{version:[^:]+}:regress",
        "/{model}/labels/{version:[^:]+}:regress"
    })
    @Operation(
            operationId = "tensorFlowRegress",
            summary = "Regress (TensorFlow Serving)",
            description = "The same for a model that tells one number.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TensorFlowExamples.class)))
    @ApiResponse(
            responseCode = "200",
            description = "A number for each example",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{\"results\":[24.3]}")))
    Map<String, Object> regress(
            @PathVariable @Parameter(example = "housing") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version,
            HttpServletRequest call)
            throws IOException {
        TensorFlowExamples request = JsonBody.read(bodies.read(call), TensorFlowExamples.class);
        return Map.of("results", TensorFlowExamples.regressed(predict(model, version, request::toRegress)));
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
