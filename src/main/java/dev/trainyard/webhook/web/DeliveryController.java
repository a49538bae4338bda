package dev.trainyard.webhook.web;

import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.role.ApiRole;
import dev.trainyard.webhook.Deliveries;
import dev.trainyard.webhook.Delivery;
import dev.trainyard.webhook.Webhooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what webhooks were told, and tells it again. */
@RestController
@ApiRole
@RequestMapping("/api/v1/webhooks/{webhookId}/deliveries")
@Tag(name = "Webhooks")
class DeliveryController {

    private static final String WEBHOOK = "whk_0645a1b2c3d4e5f60718293a4b5c";
    private static final String DELIVERY = "dlv_0645a1b2c3d4e6f60718293a4b5c";

    private final Webhooks webhooks;
    private final Deliveries deliveries;

    DeliveryController(Webhooks webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @GetMapping
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "List what a webhook was told",
            description = "Newest first, of the last 30 days.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of deliveries",
            useReturnTypeSchema = true,
            content = @Content(examples = @ExampleObject("""
                            {"data":[{"id":"dlv_0645a1b2c3d4e6f60718293a4b5c","webhookId":"whk_0645a1b2c3d4e5f60718293a4b5c",
                             "messageId":"msg_0645a1b2c3d4e5a60718293a4b5c","type":"job.succeeded","state":"delivered","attempts":1,"lastStatus":204,
                             "lastError":null,"nextAttemptAt":null,"createdAt":"2026-11-26T09:30:00Z","finishedAt":"2026-11-26T09:30:00.2Z"}],
                             "hasMore":false,"nextAfter":null}""")))
    @ApiResponse(responseCode = "400", description = "The limit is out of range")
    @ApiResponse(responseCode = "404", description = "There is no such webhook")
    Page<Delivery> list(
            @PathVariable @Parameter(example = WEBHOOK) String webhookId, @ParameterObject PageRequest page) {
        return deliveries.list(webhooks.find(webhookId).id(), page);
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getWebhookDelivery",
            summary = "Show a delivery",
            description = "With what is sent, and how each sending ended.")
    @ApiResponse(responseCode = "200", description = "The delivery", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is no such delivery")
    DeliveryView get(
            @PathVariable @Parameter(example = WEBHOOK) String webhookId,
            @PathVariable @Parameter(example = DELIVERY) String id) {
        Delivery delivery = deliveries.find(webhookId, id);
        return new DeliveryView(delivery, deliveries.attempts(id), deliveries.payload(delivery));
    }

    @PostMapping("/{id}/redeliver")
    @Operation(
            operationId = "redeliverWebhookMessage",
            summary = "Send a message again",
            description =
                    "Now, and as often as a new one, with the same `webhook-id`, by which a receiver knows what it has seen.")
    @ApiResponse(responseCode = "202", description = "The message is on its way again", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "404", description = "There is no such delivery")
    ResponseEntity<Delivery> redeliver(
            @PathVariable @Parameter(example = WEBHOOK) String webhookId,
            @PathVariable @Parameter(example = DELIVERY) String id) {
        return WebhookController.onItsWay(deliveries.again(webhookId, id));
    }
}
