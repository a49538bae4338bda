package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.model.ServedVersion;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
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
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What of Triton's model repository extension fits: models are there because they were trained, and go when they are deleted. */
@RestController
@ApiRole
@RequestMapping("/v2/repository")
@Tag(name = "Predictions")
class RepositoryController {

    private static final String DEPENDENTS = "unload_dependents";

    private final Models models;
    private final Predictions predictions;
    private final ProtocolBodies bodies;

    RepositoryController(Models models, Predictions predictions, ProtocolBodies bodies) {
        this.models = models;
        this.predictions = predictions;
        this.bodies = bodies;
    }

    @PostMapping("/index")
    @Operation(
            operationId = "repositoryIndex",
            summary = "List all models and versions (Triton)",
            description =
                    "At most 10,000, by name, the newest version first. One that is `READY` need not be loaded yet. The body is empty, or says by `ready` that those which cannot be served are left out.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = IndexRequest.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The versions",
            useReturnTypeSchema = true,
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            "[{\"name\":\"admissions\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}]")))
    List<Indexed> index(HttpServletRequest call) throws IOException {
        byte[] body = bodies.read(call);
        boolean ready = body.length > 0
                && Boolean.TRUE.equals(JsonBody.read(body, IndexRequest.class).ready());
        return models.served().stream()
                .filter(version -> !ready || version.unservable() == null)
                .map(Indexed::of)
                .toList();
    }

    @PostMapping("/models/{model}/load")
    @Operation(
            operationId = "loadModel",
            summary = "Load a model (Triton)",
            description =
                    "Loads the newest version that can be served, so that the next call need not wait for that. Parameters answer 501: what a model is made of is not for callers to replace.")
    @ParametersAsked
    @ApiResponse(
            responseCode = "200",
            description = "It is loaded and has passed its golden rows",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{}")))
    @UnknownModel
    @ApiResponse(
            responseCode = "503",
            description = "No version can be served",
            content = @Content(mediaType = "application/json"))
    Map<String, Object> load(@PathVariable @Parameter(example = "admissions") String model, HttpServletRequest call)
            throws IOException {
        refuse(parameters(call), "a model is loaded as it was trained");
        predictions.signature(model, Models.LATEST);
        return Map.of();
    }

    @PostMapping("/models/{model}/unload")
    @Operation(
            operationId = "unloadModel",
            summary = "Unload a model (Triton)",
            description =
                    "Gives back the memory that its newest 1,000 versions take of this process, once calls at hand are answered. The model stays: the next call has it loaded again. No model depends on another, so that `unload_dependents` may be either.")
    @ParametersAsked
    @ApiResponse(
            responseCode = "200",
            description = "It takes no memory any more",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("{}")))
    @UnknownModel
    Map<String, Object> unload(@PathVariable @Parameter(example = "admissions") String model, HttpServletRequest call)
            throws IOException {
        Map<String, Object> parameters = new LinkedHashMap<>(parameters(call));
        if (!(parameters.getOrDefault(DEPENDENTS, true) instanceof Boolean)) {
            throw Problem.invalidParameter(DEPENDENTS + " is true or false");
        }
        parameters.remove(DEPENDENTS);
        refuse(parameters, "a model is unloaded whole");
        models.served(model).forEach(predictions::unload);
        return Map.of();
    }

    private Map<String, Object> parameters(HttpServletRequest call) throws IOException {
        byte[] body = bodies.read(call);
        Map<String, Object> parameters =
                body.length == 0 ? null : JsonBody.read(body, LoadRequest.class).parameters();
        return parameters == null ? Map.of() : parameters;
    }

    private static void refuse(Map<String, Object> parameters, String why) {
        parameters.keySet().stream().findFirst().ifPresent(name -> {
            throw Problem.notAvailable("the parameter '%s' is not built; %s".formatted(name, why));
        });
    }

    /** Which versions are wanted. */
    @Schema(name = "RepositoryIndexRequest")
    record IndexRequest(@Schema(example = "true") @Nullable Boolean ready) {}

    /** How a model is to be loaded, or unloaded. */
    @Schema(name = "RepositoryLoadRequest")
    record LoadRequest(@Schema(example = "{}") @Nullable Map<String, Object> parameters) {}

    /** A call whose body may have parameters. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = LoadRequest.class)))
    @interface ParametersAsked {}

    /** A version of a model, as Triton's index has it. */
    @Schema(name = "RepositoryIndexEntry")
    record Indexed(String name, String version, String state, String reason) {

        static Indexed of(ServedVersion version) {
            String reason = version.unservable();
            return new Indexed(
                    version.model(),
                    Integer.toString(version.version()),
                    reason == null ? "READY" : "UNAVAILABLE",
                    reason == null ? "" : reason);
        }
    }
}
