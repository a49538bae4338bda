package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Statistics;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Triton's statistics extension: what this process was asked since it started. */
@RestController
@ApiRole
@RequestMapping("/v2/models")
@Tag(name = "Predictions")
class StatisticsController {

    private static final String EXAMPLE = """
            {"model_stats":[{"name":"admissions","version":"1","last_inference":1798351200000,"inference_count":120,"execution_count":100,
             "inference_stats":{"success":{"count":100,"ns":41000000},"fail":{"count":0,"ns":0},"queue":{"count":100,"ns":30000},
              "compute_input":{"count":100,"ns":900000},"compute_infer":{"count":100,"ns":39000000},"compute_output":{"count":100,"ns":1070000},
              "cache_hit":{"count":0,"ns":0},"cache_miss":{"count":0,"ns":0}},"response_stats":{},"batch_stats":[],"memory_usage":[]}]}""";

    private final Statistics statistics;

    StatisticsController(Statistics statistics) {
        this.statistics = statistics;
    }

    @GetMapping("/stats")
    @Operation(
            operationId = "allStatistics",
            summary = "What all models were asked (Triton)",
            description = "The versions that can be served, at most 10,000, by name, the newest version first.")
    @Counted
    ModelStatistics all() {
        return ModelStatistics.of(statistics.all());
    }

    @GetMapping("/{model}/stats")
    @Operation(operationId = "modelStatistics", summary = "What the versions of a model were asked (Triton)")
    @Counted
    @UnknownModel
    ModelStatistics of(@PathVariable @Parameter(example = "admissions") String model) {
        return ModelStatistics.of(statistics.of(model));
    }

    @GetMapping("/{model}/versions/{version}/stats")
    @Operation(operationId = "versionStatistics", summary = "What a version was asked (Triton)")
    @Counted
    @ApiResponse(
            responseCode = "404",
            description = "There is no such model or version",
            content = @Content(mediaType = "application/json"))
    ModelStatistics of(
            @PathVariable @Parameter(example = "admissions") String model,
            @PathVariable @Parameter(example = "1") String version) {
        return ModelStatistics.of(List.of(statistics.of(model, version)));
    }

    /** The answer to each of the calls. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @ApiResponse(
            responseCode = "200",
            description = "Counts and durations of this process, since it started",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(EXAMPLE)))
    @interface Counted {}
}
