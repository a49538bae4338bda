package dev.trainyard.security.web;

import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.web.ProblemDocument;
import dev.trainyard.role.ApiRole;
import dev.trainyard.security.ApiKey;
import dev.trainyard.security.ApiKeys;
import dev.trainyard.security.IssuedKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes, shows and revokes keys. */
@RestController
@ApiRole
@RequestMapping("/api/v1/keys")
@Tag(name = "Keys")
class KeyController {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int LONGEST_OVERLAP = 7 * 24 * 3600;
    private static final int USUAL_OVERLAP = 3600;

    private final ApiKeys keys;

    KeyController(ApiKeys keys) {
        this.keys = keys;
    }

    @PostMapping
    @Operation(
            operationId = "makeKey",
            summary = "Make a key",
            description =
                    "The answer has the secret, which is shown this once; so the call takes no `Idempotency-Key`.")
    @ApiResponse(responseCode = "201", description = "The key, with its secret")
    @ApiResponse(responseCode = "400", description = "The name, the role, the tenant or the end does not fit")
    @ApiResponse(
            responseCode = "403",
            description = "Only an operator makes keys of another tenant, or of operators",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            schema = @Schema(implementation = ProblemDocument.class)))
    ResponseEntity<NewKeyView> make(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            "{\"name\":\"nightly-retraining\",\"role\":\"trainer\"}")))
                    @RequestBody
                    KeyRequest request,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Parameter(hidden = true) @Nullable
                    String repeated) {
        refuseRepetition(repeated);
        return shownOnce(keys.issue(
                request.checkedTenant(), request.checkedName(), request.checkedRole(), request.checkedEnd()));
    }

    @PostMapping("/{id}/rotate")
    @Operation(
            operationId = "rotateKey",
            summary = "Replace a key",
            description =
                    "Makes a key with the same name, role and end. The old one is taken for `overlapSeconds` more, so that"
                            + " callers can change over.")
    @ApiResponse(responseCode = "201", description = "The new key, with its secret")
    @ApiResponse(responseCode = "400", description = "The overlap is out of its range")
    @ApiResponse(responseCode = "404", description = "There is no such key")
    ResponseEntity<NewKeyView> rotate(
            @PathVariable @Parameter(example = "key_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id,
            @RequestBody(required = false) @Nullable Rotation rotation,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Parameter(hidden = true) @Nullable
                    String repeated) {
        refuseRepetition(repeated);
        return shownOnce(keys.rotate(id, rotation == null ? Duration.ofSeconds(USUAL_OVERLAP) : rotation.overlap()));
    }

    /** How to replace a key. */
    @Schema(name = "KeyRotation")
    record Rotation(
            @Schema(
                    description = "How long the old key is taken beside the new one, up to a week.",
                    defaultValue = "3600",
                    example = "3600",
                    minimum = "0",
                    maximum = "604800")
            @Nullable
            Integer overlapSeconds) {

        Duration overlap() {
            int seconds = overlapSeconds == null ? USUAL_OVERLAP : overlapSeconds;
            if (seconds < 0 || seconds > LONGEST_OVERLAP) {
                throw Problem.invalidParameter("overlapSeconds is %d; it is a number of seconds from 0 to %d"
                        .formatted(seconds, LONGEST_OVERLAP));
            }
            return Duration.ofSeconds(seconds);
        }
    }

    @GetMapping
    @Operation(
            operationId = "listKeys",
            summary = "List the keys",
            description = "Newest first, without their secrets.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of keys",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"id":"key_01K9Z6Q4T5V0X8M2R7N3C1B4DE","name":"nightly-retraining","role":"trainer","tenant":"default",
                             "prefix":"ty_4fQx","createdAt":"2026-11-26T09:30:00Z","expiresAt":null,"lastUsedAt":null}],
                             "hasMore":false,"nextAfter":null}""")))
    @ApiResponse(responseCode = "400", description = "The limit is out of range")
    Page<ApiKey> list(@ParameterObject PageRequest page) {
        return keys.list(page);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "revokeKey",
            summary = "Revoke a key",
            description = "It is not taken any more; other processes of the service learn of it within five seconds.")
    @ApiResponse(responseCode = "204", description = "The key is gone")
    @ApiResponse(responseCode = "404", description = "There is no such key")
    void revoke(@PathVariable @Parameter(example = "key_01K9Z6Q4T5V0X8M2R7N3C1B4DE") String id) {
        keys.revoke(id);
    }

    private static void refuseRepetition(@Nullable String idempotencyKey) {
        if (idempotencyKey != null) {
            throw Problem.invalidParameter(
                    "%s would keep the answer, and a secret is kept nowhere; send the request without it"
                            .formatted(IDEMPOTENCY_KEY));
        }
    }

    private static ResponseEntity<NewKeyView> shownOnce(IssuedKey issued) {
        return ResponseEntity.created(URI.create("/api/v1/keys/" + issued.key().id()))
                .header("Cache-Control", "no-store")
                .body(NewKeyView.of(issued));
    }
}
