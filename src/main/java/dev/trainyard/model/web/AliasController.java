package dev.trainyard.model.web;

import dev.trainyard.model.AliasHistory;
import dev.trainyard.model.ModelChanges;
import dev.trainyard.model.Models;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Names for versions that callers ask, such as {@code champion}. */
@RestController
@ApiRole
@RequestMapping("/api/v1/models/{name}/aliases/{alias}")
@Tag(name = "Models")
class AliasController {

    private static final String PROBLEM = "application/problem+json";

    private final Models models;
    private final ModelChanges changes;

    AliasController(Models models, ModelChanges changes) {
        this.models = models;
        this.changes = changes;
    }

    @GetMapping
    @Operation(
            operationId = "showAlias",
            summary = "Show an alias",
            description = "Its `ETag` is what `If-Match` compares.")
    @ApiResponse(responseCode = "200", description = "The alias")
    @NoSuchModel
    ResponseEntity<AliasView> show(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String alias) {
        return AliasView.answer(models.alias(name, alias));
    }

    @PutMapping
    @Operation(
            operationId = "putAlias",
            summary = "Point an alias at a version, or share its calls out among several",
            description =
                    "Makes the alias when it is new. With `If-Match` it moves only when nobody moved it meanwhile.")
    @ApiResponse(responseCode = "200", description = "The alias, with its new `ETag`")
    @ApiResponse(
            responseCode = "412",
            description = "The alias has moved meanwhile",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    @NoSuchModel
    @StillNeeded
    ResponseEntity<AliasView> put(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String alias,
            @RequestBody AliasView.Target target,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return AliasView.answer(changes.point(name, alias, target.traffic(), ifMatch));
    }

    @GetMapping("/history")
    @Operation(
            operationId = "showAliasHistory",
            summary = "Show where an alias pointed",
            description = "The last 100 moves, newest first, also of an alias that was deleted.")
    @ApiResponse(
            responseCode = "200",
            description = "The moves",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"version":2,"at":"2026-11-26T09:30:00Z"},{"version":1,"at":"2026-11-25T09:30:00Z"}]}""")))
    @NoSuchModel
    Moves history(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String alias) {
        return new Moves(models.history(name, alias));
    }

    /** Where an alias pointed, newest first. */
    @Schema(name = "AliasHistory")
    record Moves(List<AliasHistory.Move> data) {}

    @PostMapping("/rollback")
    @Operation(
            operationId = "rollBackAlias",
            summary = "Point an alias where it pointed before",
            description = "Where that is gone, where it pointed before that. A second time goes forward again.")
    @ApiResponse(responseCode = "200", description = "The alias, with its new `ETag`")
    @ApiResponse(
            responseCode = "412",
            description = "The alias has moved meanwhile",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    @NoSuchModel
    @StillNeeded
    ResponseEntity<AliasView> rollBack(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String alias,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return AliasView.answer(changes.rollBack(name, alias, ifMatch));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteAlias",
            summary = "Delete an alias",
            description = "The version it points at stays.")
    @ApiResponse(responseCode = "204", description = "The alias is gone")
    @ApiResponse(
            responseCode = "412",
            description = "The alias has moved meanwhile",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    @NoSuchModel
    void delete(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "champion") String alias,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        changes.removeAlias(name, alias, ifMatch);
    }
}
