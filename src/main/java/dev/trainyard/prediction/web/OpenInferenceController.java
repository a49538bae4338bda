package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Deadline;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.prediction.Signature;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The Open Inference Protocol v2 (KServe, Triton), with its binary tensor data extension. */
@RestController
@ApiRole
@RequestMapping("/v2/models/{model}")
@Tag(name = "Predictions")
@ApiResponse(
        responseCode = "404",
        description = "There is no such model or version",
        content = @Content(mediaType = "application/json"))
@ApiResponse(
        responseCode = "503",
        description = "The version cannot be served",
        content = @Content(mediaType = "application/json"))
class OpenInferenceController {

    private final Predictions predictions;
    private final Models models;
    private final ProtocolBodies bodies;

    OpenInferenceController(Predictions predictions, Models models, ProtocolBodies bodies) {
        this.predictions = predictions;
        this.models = models;
        this.bodies = bodies;
    }

    @GetMapping({"", "/versions/{version}"})
    @Operation(
            operationId = "modelMetadata",
            summary = "Describe a model's tensors (Open Inference Protocol)",
            description =
                    "An all-numeric table is one tensor `input` of shape [-1, n], otherwise each column is a tensor of"
                            + " shape [-1, 1]; sequences are [-1, steps, n], or [-1, steps] for each column, texts and pictures"
                            + " (files in base64) one tensor of shape [-1, 1]. Each step that is answered is a place of the"
                            + " outputs' second axis; of several outputs each has its own tensors, such as `price/values`.")
    @ApiResponse(
            responseCode = "200",
            description = "Inputs and outputs",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"name":"admissions","versions":["1"],"platform":"onnx_onnxv1",
                             "inputs":[{"name":"input","datatype":"FP32","shape":[-1,3]}],
                             "outputs":[{"name":"label","datatype":"BYTES","shape":[-1,1]},
                                        {"name":"probabilities","datatype":"FP32","shape":[-1,2]}]}""")))
    Metadata metadata(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version) {
        Signature signature = predictions.signature(model, newest(version));
        return Metadata.of(signature, models.servable(model));
    }

    @GetMapping({"/config", "/versions/{version}/config"})
    @Operation(
            operationId = "modelConfiguration",
            summary = "Describe a model as Triton's configuration does",
            description = "The tensors of one example, and how many of these a call may have.")
    @ApiResponse(
            responseCode = "200",
            description = "The configuration",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"name":"admissions","platform":"onnxruntime_onnx","backend":"onnxruntime","max_batch_size":10000,
                             "input":[{"name":"input","data_type":"TYPE_FP32","dims":[3]}],
                             "output":[{"name":"label","data_type":"TYPE_STRING","dims":[1]},
                                       {"name":"probabilities","data_type":"TYPE_FP32","dims":[2]}]}""")))
    ModelConfiguration configuration(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version) {
        return ModelConfiguration.of(metadata(model, version));
    }

    @GetMapping({"/ready", "/versions/{version}/ready"})
    @Operation(operationId = "modelReady", summary = "Is a model ready? (Open Inference Protocol)")
    @ApiResponse(
            responseCode = "200",
            description = "It is loaded and has passed its golden rows",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{\"name\":\"admissions\",\"ready\":true}")))
    Ready ready(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version) {
        return new Ready(predictions.signature(model, newest(version)).model(), true);
    }

    @PostMapping({"/infer", "/versions/{version}/infer"})
    @Operation(
            operationId = "infer",
            summary = "Predict (Open Inference Protocol)",
            description = "Raw features as tensors; see the model's metadata. Answers `label` and `probabilities`, or"
                    + " `values`. By the binary tensor data extension elements may stand behind the JSON, which"
                    + " `Inference-Header-Content-Length` then tells the length of, and outputs are answered so where"
                    + " `binary_data` or `binary_data_output` ask for it.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            required = true,
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = InferRequest.class)),
                @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The answers as tensors",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = InferResponse.class)),
                @Content(mediaType = "application/octet-stream", schema = @Schema(type = "string", format = "binary"))
            })
    @ApiResponse(
            responseCode = "400",
            description = "Not JSON, or shapes, data types and lengths that do not agree",
            content = @Content(mediaType = "application/json"))
    @ApiResponse(
            responseCode = "422",
            description = "Rows do not fit the model",
            content = @Content(mediaType = "application/json"))
    ResponseEntity<Object> infer(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable(required = false) @Parameter(example = "1") @Nullable String version,
            @RequestHeader(name = InferBody.JSON_LENGTH, required = false)
                    @Parameter(description = "How many bytes of the body are JSON, when binary data follows.")
                    @Nullable
                    String jsonLength,
            HttpServletRequest call)
            throws IOException {
        Signature signature = predictions.signature(model, newest(version));
        InferBody body = InferBody.of(bodies.read(call), jsonLength);
        Long timeout = body.request().timeoutMicros();
        if (timeout != null) {
            Deadline.atMost(TimeUnit.MICROSECONDS.toNanos(timeout));
        }
        String number = Integer.toString(signature.version());
        List<?> examples = new InferExamples(body.inputs(), signature).list();
        return InferAnswer.of(
                body.request(),
                InferResponse.of(body.request(), predictions.predict(model, number, signature.asked(examples))));
    }

    private static String newest(@Nullable String version) {
        return version == null ? Models.LATEST : version;
    }

    @Schema(name = "ModelReady")
    record Ready(String name, boolean ready) {}

    /** Model metadata of the Open Inference Protocol. */
    @Schema(name = "ModelMetadata")
    record Metadata(String name, List<String> versions, String platform, List<Port> inputs, List<Port> outputs) {

        static Metadata of(Signature signature, List<Integer> versions) {
            return new Metadata(
                    signature.model(),
                    versions.stream().map(String::valueOf).toList(),
                    "onnx_onnxv1",
                    inputs(signature),
                    outputs(signature));
        }

        private static List<Port> inputs(Signature signature) {
            List<Integer> shape = new ArrayList<>(List.of(-1));
            if (signature.isOfSequences()) {
                shape.add(signature.exact() ? signature.steps() : -1);
            }
            if (signature.isAllNumeric()) {
                shape.add(signature.columns().size());
                return List.of(new Port("input", "FP32", shape));
            }
            if (!signature.isOfSequences()) {
                shape.add(1);
            }
            return signature.columns().stream()
                    .map(column -> new Port(column.name(), column.numeric() ? "FP32" : "BYTES", shape))
                    .toList();
        }

        private static List<Port> outputs(Signature signature) {
            return signature.outputs().stream()
                    .map(output -> new Port(output.name(), output.datatype(), output.shape()))
                    .toList();
        }
    }

    /** A tensor by name. */
    @Schema(name = "ModelTensor")
    record Port(String name, String datatype, List<Integer> shape) {}
}
