package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.Insights;
import dev.trainyard.prediction.Recommended;
import dev.trainyard.prediction.Reconstructed;
import dev.trainyard.prediction.Scored;
import dev.trainyard.prediction.Transformed;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a model can be asked besides a prediction: features, reconstructions, anomaly scores, recommendations. */
@RestController
@ApiRole
@RequestMapping(
        path = "/api/v1/models/{name}",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Predictions")
class InsideController {

    private final Insights insights;

    InsideController(Insights insights) {
        this.insights = insights;
    }

    @PostMapping("/transform")
    @Operation(
            operationId = "transform",
            summary = "What a layer makes of each example",
            description =
                    "By default the hidden units of an RBM (the top of a stack), an autoencoder's narrowest layer, or a VAE's means.")
    @ApiResponse(responseCode = "200", description = "A list of numbers for each example")
    @PredictionProblems
    Transformed transform(
            @PathVariable @Parameter(example = "digits") String name, @RequestBody ExamplesRequest request) {
        return insights.transform(name, Models.LATEST, unexplained(request).asked(), request.layer());
    }

    @PostMapping("/versions/{version}/transform")
    @Operation(operationId = "transformWithVersion", summary = "The same with a version")
    @ApiResponse(responseCode = "200", description = "A list of numbers for each example")
    @PredictionProblems
    Transformed transform(
            @PathVariable @Parameter(example = "digits") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody ExamplesRequest request) {
        return insights.transform(name, version, unexplained(request).asked(), request.layer());
    }

    @PostMapping("/reconstruct")
    @Operation(
            operationId = "reconstruct",
            summary = "Each example as the model rebuilds it",
            description =
                    "For RBMs and autoencoders: rows in the columns' own units, pictures as PNG in base64. `explain` tells where each error lies.")
    @ApiResponse(responseCode = "200", description = "Each example rebuilt, and how far it is off")
    @PredictionProblems
    Reconstructed reconstruct(
            @PathVariable @Parameter(example = "digits") String name, @RequestBody ExamplesRequest request) {
        return insights.reconstruct(name, Models.LATEST, withoutLayer(request).asked(), request.isExplained());
    }

    @PostMapping("/versions/{version}/reconstruct")
    @Operation(operationId = "reconstructWithVersion", summary = "The same with a version")
    @ApiResponse(responseCode = "200", description = "Each example rebuilt, and how far it is off")
    @PredictionProblems
    Reconstructed reconstruct(
            @PathVariable @Parameter(example = "digits") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody ExamplesRequest request) {
        return insights.reconstruct(name, version, withoutLayer(request).asked(), request.isExplained());
    }

    @PostMapping("/score")
    @Operation(
            operationId = "score",
            summary = "How odd each example is",
            description = "An RBM's free energy or an autoencoder's reconstruction error, and whether it is above the"
                    + " threshold, which 99 % of the validation rows stayed below.")
    @ApiResponse(responseCode = "200", description = "A score and a verdict for each example")
    @PredictionProblems
    Scored score(@PathVariable @Parameter(example = "digits") String name, @RequestBody ExamplesRequest request) {
        return insights.score(
                name, Models.LATEST, unexplained(withoutLayer(request)).asked());
    }

    @PostMapping("/versions/{version}/score")
    @Operation(operationId = "scoreWithVersion", summary = "The same with a version")
    @ApiResponse(responseCode = "200", description = "A score and a verdict for each example")
    @PredictionProblems
    Scored score(
            @PathVariable @Parameter(example = "digits") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody ExamplesRequest request) {
        return insights.score(name, version, unexplained(withoutLayer(request)).asked());
    }

    @PostMapping("/recommend")
    @Operation(
            operationId = "recommend",
            summary = "Items that go with those named",
            description = "For models trained with the task `recommendation`; each item is a column.")
    @ApiResponse(responseCode = "200", description = "Items that were not named, the best first")
    @PredictionProblems
    Recommended recommend(
            @PathVariable @Parameter(example = "films") String name, @RequestBody RecommendRequest request) {
        return insights.recommend(name, Models.LATEST, request.items(), request.count());
    }

    @PostMapping("/versions/{version}/recommend")
    @Operation(operationId = "recommendWithVersion", summary = "The same with a version")
    @ApiResponse(responseCode = "200", description = "Items that were not named, the best first")
    @PredictionProblems
    Recommended recommend(
            @PathVariable @Parameter(example = "films") String name,
            @PathVariable @Parameter(example = "champion") String version,
            @RequestBody RecommendRequest request) {
        return insights.recommend(name, version, request.items(), request.count());
    }

    private static ExamplesRequest withoutLayer(ExamplesRequest request) {
        if (request.layer() != null) {
            throw refused("layer", "transform");
        }
        return request;
    }

    private static ExamplesRequest unexplained(ExamplesRequest request) {
        if (request.isExplained()) {
            throw refused("explain", "reconstruct and predict");
        }
        return request;
    }

    private static Problem refused(String field, String calls) {
        String message = "%s is a field of %s only; leave it out".formatted(field, calls);
        return new Problem(
                ProblemType.INVALID_PREDICTION_INPUT,
                message,
                List.of(new Violation("/" + field, "unknown_field", message)));
    }
}
