package dev.trainyard.model.web;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.model.AskedCounts;
import dev.trainyard.model.ModelChanges;
import dev.trainyard.model.ModelOverview;
import dev.trainyard.model.Models;
import dev.trainyard.model.TrainedVersion;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Models and their versions. */
@RestController
@ApiRole
@RequestMapping("/api/v1/models")
@Tag(name = "Models")
class ModelController {

    private final Models models;
    private final ModelChanges changes;
    private final AskedCounts asked;

    ModelController(Models models, ModelChanges changes, AskedCounts asked) {
        this.asked = asked;
        this.models = models;
        this.changes = changes;
    }

    @GetMapping
    @Operation(operationId = "listModels", summary = "List the models", description = "Newest first.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of models",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"name":"ring","createdAt":"2026-11-26T12:41:35.226727Z","versions":1,"latestVersion":1,
                             "aliases":{"latest":1}}],"hasMore":false,"nextAfter":null}""")))
    @ApiResponse(
            responseCode = "400",
            description = "limit or after is out of range",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    Page<ModelOverview> list(@ParameterObject PageRequest page) {
        return models.page(page);
    }

    @GetMapping("/{name}")
    @Operation(
            operationId = "showModel",
            summary = "Show a model",
            description = "Its aliases and its newest version that can be served.")
    @ApiResponse(responseCode = "200", description = "The model")
    @NoSuchModel
    ModelOverview show(@PathVariable @Parameter(example = "admissions") String name) {
        return models.find(name);
    }

    @GetMapping("/{name}/versions")
    @Operation(
            operationId = "listModelVersions",
            summary = "List the versions of a model",
            description = "Newest first.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of versions",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"name":"ring","version":1,"state":"ready","jobId":"job_01M8BY03EAAJNP969JRM3TVP5H",
                             "createdAt":"2026-11-26T12:41:35.355694Z",
                             "sha256":"8c621dd029e0952740b16f97aa1e5cb790bba3995b5230fa604c5629dcd189b9","task":"classification",
                             "metrics":{"test/accuracy":0.976,"test/loss":0.089}}],"hasMore":false,"nextAfter":null}""")))
    @ApiResponse(
            responseCode = "400",
            description = "limit or after is out of range",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    @NoSuchModel
    Page<VersionSummary> versions(
            @PathVariable @Parameter(example = "admissions") String name, @ParameterObject PageRequest page) {
        return models.versions(name, page).map(VersionSummary::of);
    }

    @GetMapping("/{name}/versions/{version}")
    @Operation(
            operationId = "showModelVersion",
            summary = "Show a version",
            description =
                    "What it reads and answers, how well it does, where it came from, and its files. `version` is a"
                            + " number, an alias, or `latest`.")
    @ApiResponse(responseCode = "200", description = "The version")
    @NoSuchModel
    VersionView version(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version) {
        TrainedVersion found = models.version(name, version);
        return VersionView.of(found, models.aliasesOf(found), asked);
    }

    @GetMapping("/{name}/versions/{version}/evaluation")
    @Operation(
            operationId = "showEvaluation",
            summary = "Show how well a version does",
            description =
                    "On each part of the rows: confusion matrix, precision, recall, F1, AUC and the reliability curve, or MAE, RMSE"
                            + " and R²; and its hardest examples by their row numbers. Besides: what each column counts"
                            + " (permutation importance), what temperature calibrates the probabilities, and the learning curve where"
                            + " `training.learningCurve` asked for one.")
    @ApiResponse(
            responseCode = "200",
            description = "The evaluation",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"metrics":{"test/accuracy":0.8,"test/loss":0.47},
                             "parts":{"test":{"rows":20,"classification":{"categories":["0","1"],"confusion":[[9,1],[3,7]],
                               "accuracy":0.8,"precision":0.8125,"recall":0.8,"f1":0.798,"auc":0.87,
                               "classes":[{"category":"0","rows":10,"precision":0.75,"recall":0.9,"f1":0.818},
                                          {"category":"1","rows":10,"precision":0.875,"recall":0.7,"f1":0.778}]}}}}""")))
    @NoSuchModel
    Evaluation evaluation(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version) {
        return models.version(name, version).evaluation();
    }

    @DeleteMapping("/{name}/versions/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteModelVersion",
            summary = "Delete a version",
            description = "Refused while an alias other than `latest` points at it. Its number is not given again.")
    @ApiResponse(responseCode = "204", description = "The version is gone")
    @NoSuchModel
    @StillNeeded
    void deleteVersion(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "1") String version) {
        if (!version.matches("[0-9]{1,9}")) {
            throw Problem.invalidParameter(
                    "version is '%s'; only a number says for certain what is deleted".formatted(version));
        }
        changes.deleteVersion(name, Integer.parseInt(version));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteModel",
            summary = "Delete a model with all its versions",
            description = "Refused while it has aliases.")
    @ApiResponse(responseCode = "204", description = "The model is gone")
    @NoSuchModel
    @StillNeeded
    void deleteModel(@PathVariable @Parameter(example = "admissions") String name) {
        changes.deleteModel(name);
    }
}
