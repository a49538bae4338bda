package dev.trainyard.prediction.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.info.BuildProperties;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Health as the Open Inference Protocol has it; every role serves it. */
@RestController
@RequestMapping("/v2")
@Tag(name = "Health")
class HealthController {

    private static final List<String> EXTENSIONS = List.of(
            "binary_tensor_data",
            "classification",
            "logging",
            "model_configuration",
            "model_repository",
            "model_repository(unload_dependents)",
            "statistics",
            "trace");

    private final ApplicationAvailability availability;
    private final String version;

    HealthController(ApplicationAvailability availability, ObjectProvider<BuildProperties> build) {
        this.availability = availability;
        BuildProperties known = build.getIfAvailable();
        this.version = known == null ? "development" : String.valueOf(known.getVersion());
    }

    @GetMapping("/health/live")
    @Operation(operationId = "serverLive", summary = "Is the process alive?")
    @ApiResponse(
            responseCode = "200",
            description = "It is",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{\"live\":true}")))
    Map<String, Boolean> live() {
        return Map.of("live", true);
    }

    @GetMapping("/health/ready")
    @Operation(
            operationId = "serverReady",
            summary = "Is the service ready?",
            description = "It has started and is not stopping.")
    @ApiResponse(
            responseCode = "200",
            description = "It is",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{\"ready\":true}")))
    @ApiResponse(responseCode = "503", description = "It is starting or stopping", content = @Content)
    ResponseEntity<Map<String, Boolean>> ready() {
        boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return ResponseEntity.status(ready ? 200 : 503).body(Map.of("ready", ready));
    }

    @GetMapping
    @Operation(
            operationId = "serverMetadata",
            summary = "Which server is this?",
            description = "Server metadata of the Open Inference Protocol.")
    @ApiResponse(
            responseCode = "200",
            description = "Name, version and extensions",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            "{\"name\":\"trainyard\",\"version\":\"1.0.0\",\"extensions\":[\"binary_tensor_data\",\"classification\",\"logging\",\"model_configuration\",\"model_repository\",\"model_repository(unload_dependents)\",\"statistics\",\"trace\"]}")))
    Server server() {
        return new Server("trainyard", version, EXTENSIONS);
    }

    /** Server metadata of the Open Inference Protocol. */
    @Schema(name = "ServerMetadata")
    record Server(String name, String version, List<String> extensions) {}
}
