package dev.trainyard.webhook.web;

import dev.trainyard.idempotency.Creates;
import dev.trainyard.idempotency.Creations;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import dev.trainyard.webhook.Delivery;
import dev.trainyard.webhook.IssuedWebhook;
import dev.trainyard.webhook.Webhook;
import dev.trainyard.webhook.Webhooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes, shows, tries and deletes webhooks. */
@RestController
@ApiRole
@RequestMapping("/api/v1/webhooks")
@Tag(name = "Webhooks")
class WebhookController {

    private static final String ID = "whk_0645a1b2c3d4e5f60718293a4b5c";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final int LONGEST_OVERLAP = 7 * 24 * 3600;
    private static final int USUAL_OVERLAP = 24 * 3600;

    private final Webhooks webhooks;
    private final Creations creations;

    WebhookController(Webhooks webhooks, Creations creations) {
        this.webhooks = webhooks;
        this.creations = creations;
    }

    @PostMapping
    @Operation(
            operationId = "makeWebhook",
            summary = "Make a webhook",
            description =
                    "Messages follow the Standard Webhooks specification. The answer has the secret that they are signed with,"
                            + " which is shown this once; so the call takes no `Idempotency-Key`.")
    @ApiResponse(responseCode = "201", description = "The webhook, with its secret")
    @ApiResponse(responseCode = "400", description = "Nothing can be sent to the address, or an event does not exist")
    @ApiResponse(responseCode = "409", description = "There are as many webhooks as there may be")
    ResponseEntity<NewWebhookView> make(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            "{\"url\":\"https://hooks.example.com/trainyard\",\"events\":[\"job.failed\",\"model.ready\"]}")))
                    @RequestBody
                    WebhookRequest request,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Parameter(hidden = true) @Nullable
                    String repeated) {
        refuseRepetition(repeated);
        if (request.enabled() != null) {
            throw Problem.invalidParameter("a new webhook is enabled; leave 'enabled' out, and change it later");
        }
        IssuedWebhook made = webhooks.make(request.checkedUrl(), request.description(), request.eventsOrAll());
        return shownOnce(
                ResponseEntity.created(
                        URI.create("/api/v1/webhooks/" + made.webhook().id())),
                made);
    }

    @PostMapping("/{id}/rotate")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Replace a webhook's secret",
            description =
                    "For `overlapSeconds` more, messages carry two signatures, by the new secret and by the old one, so that a"
                            + " receiver can change over.")
    @ApiResponse(responseCode = "200", description = "The webhook, with its new secret", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "400", description = "The overlap is out of its range")
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    ResponseEntity<NewWebhookView> rotate(
            @PathVariable @Parameter(example = ID) String id,
            @RequestBody(required = false) @Nullable Rotation rotation,
            @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Parameter(hidden = true) @Nullable
                    String repeated) {
        refuseRepetition(repeated);
        Duration overlap = rotation == null ? Duration.ofSeconds(USUAL_OVERLAP) : rotation.overlap();
        return shownOnce(ResponseEntity.ok(), webhooks.rotate(id, overlap));
    }

    /** How to replace a secret. */
    @Schema(name = "WebhookRotation")
    record Rotation(
            @Schema(
                    description = "How long messages are signed by the old secret as well, up to a week.",
                    defaultValue = "86400",
                    example = "86400",
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
            operationId = "listWebhooks",
            summary = "List the webhooks",
            description = "Newest first, without their secrets.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of webhooks",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"id":"whk_0645a1b2c3d4e5f60718293a4b5c","url":"https://hooks.example.com/trainyard","description":null,
                             "events":["job.failed","model.ready"],"enabled":true,"disabledBecause":null,"failing":false,
                             "createdAt":"2026-11-26T09:30:00Z","updatedAt":"2026-11-26T09:30:00Z"}],"hasMore":false,"nextAfter":null}""")))
    @ApiResponse(responseCode = "400", description = "The limit is out of range")
    Page<Webhook> list(@ParameterObject PageRequest page) {
        return webhooks.list(page);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "getWebhook", summary = "Show a webhook")
    @ApiResponse(responseCode = "200", description = "The webhook", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    Webhook get(@PathVariable @Parameter(example = ID) String id) {
        return webhooks.find(id);
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "changeWebhook",
            summary = "Change a webhook",
            description = "What is left out stays as it is.")
    @ApiResponse(responseCode = "200", description = "The webhook as it is now", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "400", description = "Nothing can be sent to the address, or an event does not exist")
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    Webhook change(
            @PathVariable @Parameter(example = ID) String id,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject("{\"enabled\":false}")))
                    @RequestBody
                    WebhookRequest request) {
        return webhooks.change(id, request.url(), request.description(), request.events(), request.enabled());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "deleteWebhook",
            summary = "Delete a webhook",
            description = "What waits for it is not sent any more.")
    @ApiResponse(responseCode = "204", description = "The webhook is gone")
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    void delete(@PathVariable @Parameter(example = ID) String id) {
        webhooks.delete(id);
    }

    @PostMapping("/{id}/test")
    @Creates
    @Operation(
            operationId = "testWebhook",
            summary = "Try a webhook",
            description = "Sends it a message of the type `webhook.test`; `Location` tells what became of that.")
    @ApiResponse(responseCode = "202", description = "The message is on its way", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    @ApiResponse(responseCode = "409", description = "It is disabled")
    ResponseEntity<Delivery> test(@PathVariable @Parameter(example = ID) String id) throws IOException {
        return creations.once(null, () -> onItsWay(webhooks.test(id)));
    }

    static ResponseEntity<Delivery> onItsWay(Delivery delivery) {
        return ResponseEntity.accepted()
                .location(
                        URI.create("/api/v1/webhooks/%s/deliveries/%s".formatted(delivery.webhookId(), delivery.id())))
                .body(delivery);
    }

    private static void refuseRepetition(@Nullable String idempotencyKey) {
        if (idempotencyKey != null) {
            throw Problem.invalidParameter(
                    "%s would keep the answer, and its secret is shown once; send the request without it"
                            .formatted(IDEMPOTENCY_KEY));
        }
    }

    private static ResponseEntity<NewWebhookView> shownOnce(ResponseEntity.BodyBuilder answer, IssuedWebhook issued) {
        return answer.header("Cache-Control", "no-store").body(NewWebhookView.of(issued));
    }
}
