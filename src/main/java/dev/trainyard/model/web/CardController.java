package dev.trainyard.model.web;

import dev.trainyard.model.ModelCard;
import dev.trainyard.model.Models;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows versions in short. */
@RestController
@ApiRole
@RequestMapping("/api/v1/models/{name}/versions/{version}/card")
@Tag(name = "Models")
class CardController {

    private static final MediaType MARKDOWN = new MediaType("text", "markdown", StandardCharsets.UTF_8);

    private final Models models;

    CardController(Models models) {
        this.models = models;
    }

    @GetMapping
    @Operation(
            operationId = "showModelCard",
            summary = "Show a version in short",
            description =
                    "What it reads and answers, what it was made from, how well it does and what to be careful about;"
                            + " as a page with `Accept: text/markdown`.")
    @ApiResponse(
            responseCode = "200",
            description = "The card",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ModelCard.class)))
    @NoSuchModel
    ResponseEntity<Object> card(
            @PathVariable @Parameter(example = "admissions") String name,
            @PathVariable @Parameter(example = "latest") String version,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Parameter(hidden = true) @Nullable
                    String accept) {
        ModelCard card = models.card(name, version);
        boolean page = accept != null && accept.contains("text/markdown");
        return page
                ? ResponseEntity.ok().contentType(MARKDOWN).body(card.markdown())
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(card);
    }
}
