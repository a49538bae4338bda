package dev.trainyard.prediction.web;

import dev.trainyard.json.Json;
import dev.trainyard.model.Models;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.role.ApiRole;
import dev.trainyard.trace.Spans;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/**
 * Tells Triton's clients how the service logs and traces. Both are set where it is started, for all who call: a call may say
 * what is so already, and is refused anything else.
 */
@RestController
@ApiRole
@RequestMapping("/v2")
@Tag(name = "Predictions")
class ServerSettingsController {

    private static final JavaType ASKED =
            Json.mapper().getTypeFactory().constructMapType(Map.class, String.class, JsonNode.class);
    private static final String LOG =
            "{\"log_file\":\"\",\"log_info\":true,\"log_warning\":true,\"log_error\":true,\"log_verbose_level\":0,\"log_format\":\"default\"}";
    private static final String TRACE =
            "{\"trace_level\":[\"OFF\"],\"trace_rate\":\"1\",\"trace_count\":\"-1\",\"log_frequency\":\"0\",\"trace_file\":\"\",\"trace_mode\":\"opentelemetry\"}";

    private final Spans spans;
    private final Models models;
    private final ProtocolBodies bodies;

    ServerSettingsController(Spans spans, Models models, ProtocolBodies bodies) {
        this.spans = spans;
        this.models = models;
        this.bodies = bodies;
    }

    @GetMapping("/logging")
    @Operation(operationId = "logSettings", summary = "How does the service log? (Triton)")
    @ApiResponse(
            responseCode = "200",
            description = "The settings",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(LOG)))
    ServerSettings.Log log() {
        return ServerSettings.Log.of(LoggerFactory.getLogger("dev.trainyard"));
    }

    @PostMapping("/logging")
    @Operation(
            operationId = "setLogSettings",
            summary = "Agree on how the service logs (Triton)",
            description = "Answers the settings where they are as told; logging is set where the service is started.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ServerSettings.Log.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It is so already",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(LOG)))
    @Agreed
    ServerSettings.Log setLog(HttpServletRequest call) throws IOException {
        return agreed(call, log(), "LOGGING_LEVEL_…");
    }

    @GetMapping("/trace/setting")
    @Operation(operationId = "traceSettings", summary = "What does the service trace? (Triton)")
    @ApiResponse(
            responseCode = "200",
            description = "The settings",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(TRACE)))
    ServerSettings.Trace trace() {
        return ServerSettings.Trace.of(spans);
    }

    @PostMapping("/trace/setting")
    @Operation(
            operationId = "setTraceSettings",
            summary = "Agree on what the service traces (Triton)",
            description = "Answers the settings where they are as told; tracing is set where the service is started.")
    @TraceAsked
    @Agreed
    ServerSettings.Trace setTrace(HttpServletRequest call) throws IOException {
        return agreed(call, trace(), "OTEL_EXPORTER_OTLP_ENDPOINT");
    }

    @GetMapping("/models/{model}/trace/setting")
    @Operation(operationId = "modelTraceSettings", summary = "What is traced of a model? (Triton)")
    @ApiResponse(
            responseCode = "200",
            description = "The settings, which all models share",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(TRACE)))
    @UnknownModel
    ServerSettings.Trace trace(@PathVariable @Parameter(example = "admissions") String model) {
        models.served(model);
        return trace();
    }

    @PostMapping("/models/{model}/trace/setting")
    @Operation(
            operationId = "setModelTraceSettings",
            summary = "Agree on what is traced of a model (Triton)",
            description = "Answers the settings where they are as told; all models share them.")
    @TraceAsked
    @Agreed
    @UnknownModel
    ServerSettings.Trace setTrace(
            @PathVariable @Parameter(example = "admissions") String model, HttpServletRequest call) throws IOException {
        models.served(model);
        return setTrace(call);
    }

    private <T> T agreed(HttpServletRequest call, T settings, String where) throws IOException {
        byte[] body = bodies.read(call);
        if (body.length > 0) {
            ServerSettings.agree(JsonBody.read(body, ASKED), settings, where);
        }
        return settings;
    }

    /** What is asked is so already, or refused. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @ApiResponse(
            responseCode = "400",
            description = "There is no such setting",
            content = @Content(mediaType = "application/json"))
    @ApiResponse(
            responseCode = "501",
            description = "It is not so, and a call does not change it",
            content = @Content(mediaType = "application/json"))
    @interface Agreed {}

    /** A call that tells how the service traces. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ServerSettings.Trace.class)))
    @ApiResponse(
            responseCode = "200",
            description = "It is so already",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(TRACE)))
    @interface TraceAsked {}
}
