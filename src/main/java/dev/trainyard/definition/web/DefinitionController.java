package dev.trainyard.definition.web;

import dev.trainyard.definition.DefinitionSchema;
import dev.trainyard.definition.Definitions;
import dev.trainyard.definition.KerasForm;
import dev.trainyard.definition.ModelDefinition;
import dev.trainyard.definition.StoredDefinition;
import dev.trainyard.definition.Template;
import dev.trainyard.definition.Templates;
import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stored definitions, templates, and the schema of all layers. */
@RestController
@ApiRole
@RequestMapping("/api/v1/definitions")
@Tag(name = "Definitions")
class DefinitionController {

    private static final String PROBLEM = "application/problem+json";
    private static final Map<String, Object> SCHEMA = DefinitionSchema.generate();

    private final Definitions definitions;
    private final Creations creations;
    private final Templates templates;

    DefinitionController(Definitions definitions, Creations creations, Templates templates) {
        this.creations = creations;
        this.definitions = definitions;
        this.templates = templates;
    }

    @PostMapping
    @Creates
    @Operation(
            operationId = "keepDefinition",
            summary = "Keep a definition",
            description = "Checks what can be checked without data and keeps the definition, for the `definitionId` of"
                    + " jobs. A plan tells whether it fits a data set. A Keras model (`kind: keras`) is kept as what it is"
                    + " translated to, and `keras` tells layer by layer what became of it; weights are not read.")
    @ApiResponse(
            responseCode = "201",
            description = "The definition is kept",
            headers = @Header(name = "Location", description = "Its address", schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "400",
            description = "The body is not JSON or has an unknown field",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            schema = @Schema(implementation = ProblemDocument.class),
                            examples = @ExampleObject(DefinitionExamples.UNKNOWN_FIELD)))
    @ApiResponse(
            responseCode = "422",
            description = "The definition can run on no data",
            content =
                    @Content(
                            mediaType = PROBLEM,
                            schema = @Schema(implementation = ProblemDocument.class),
                            examples = @ExampleObject(DefinitionExamples.INVALID)))
    @ApiResponse(
            responseCode = "501",
            description = "A kind or a layer is known to come and not built yet",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    ResponseEntity<DefinitionView> add(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject(DefinitionExamples.NETWORK)))
                    @RequestBody
                    ModelDefinition definition)
            throws IOException {
        return creations.once(definition, () -> kept(definition));
    }

    private ResponseEntity<DefinitionView> kept(ModelDefinition definition) {
        StoredDefinition stored = definitions.add(definition);
        return ResponseEntity.created(URI.create("/api/v1/definitions/" + stored.getId()))
                .body(DefinitionView.of(stored).translatedFrom(definition));
    }

    @GetMapping
    @Operation(
            operationId = "listDefinitions",
            summary = "List the kept definitions",
            description = "Newest first; `name` narrows the list.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of definitions",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(DefinitionExamples.PAGE)))
    @ApiResponse(
            responseCode = "400",
            description = "The limit is out of range",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    Page<DefinitionView> list(
            @ParameterObject PageRequest page,
            @RequestParam(required = false) @Parameter(description = "Only those of this name.") @Nullable
                    String name) {
        return definitions.list(page, name).map(DefinitionView::of);
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "showDefinition",
            summary = "Show a kept definition",
            description = "With its defaults filled in.")
    @ApiResponse(responseCode = "200", description = "The definition")
    @NoSuchDefinition
    DefinitionView show(@PathVariable @Parameter(example = DefinitionExamples.ID) String id) {
        return DefinitionView.of(definitions.find(id));
    }

    @PostMapping("/{id}/keras")
    @Operation(
            operationId = "writeForKeras",
            summary = "Write a kept definition for Keras",
            description =
                    "As `model.to_json()` of Keras 3 prints it, for `keras.models.model_from_json` of Keras 3 and of"
                            + " TensorFlow from 2.13 on. It has no weights.")
    @ApiResponse(
            responseCode = "200",
            description = "The model in Keras' JSON",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(DefinitionExamples.KERAS)))
    @ApiResponse(
            responseCode = "422",
            description = "The definition does not fit such examples",
            content = @Content(mediaType = PROBLEM, schema = @Schema(implementation = ProblemDocument.class)))
    @NoSuchDefinition
    Map<String, Object> keras(
            @PathVariable @Parameter(example = DefinitionExamples.ID) String id, @RequestBody KerasForm form) {
        return form.write(definitions.find(id).definition());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteDefinition",
            summary = "Delete a kept definition",
            description = "Jobs and models are not touched: each has a copy of its own.")
    @ApiResponse(responseCode = "204", description = "The definition is gone")
    @NoSuchDefinition
    void delete(@PathVariable @Parameter(example = DefinitionExamples.ID) String id) {
        definitions.delete(id);
    }

    @GetMapping("/schema")
    @Operation(
            operationId = "showDefinitionSchema",
            summary = "Show the schema of definitions",
            description =
                    "A JSON Schema (2020-12) of every definition that is offered: all layers with their parameters,"
                            + " defaults and ranges.")
    @ApiResponse(
            responseCode = "200",
            description = "The schema",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(DefinitionExamples.SCHEMA)))
    Map<String, Object> schema() {
        return SCHEMA;
    }

    @GetMapping("/templates")
    @Operation(
            operationId = "listTemplates",
            summary = "List the templates",
            description = "Ready definitions, each with the sample data to try it on and the rest of a job.")
    @ApiResponse(
            responseCode = "200",
            description = "All templates",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(DefinitionExamples.TEMPLATES)))
    Page<Template> templates() {
        return new Page<>(List.copyOf(templates.all()), false, null);
    }

    @GetMapping("/templates/{name}")
    @Operation(
            operationId = "showTemplate",
            summary = "Show a template",
            description = "Its `job` is a body for `POST /jobs` but for the `datasetId`.")
    @ApiResponse(
            responseCode = "200",
            description = "The template",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject(DefinitionExamples.TEMPLATE)))
    @NoSuchDefinition
    Template template(@PathVariable @Parameter(example = "mlp-classifier") String name) {
        return templates.find(name);
    }
}
