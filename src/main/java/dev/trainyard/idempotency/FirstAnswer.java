package dev.trainyard.idempotency;

import dev.trainyard.json.Json;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/**
 * What a create was answered.
 *
 * @param location where the thing is
 */
record FirstAnswer(
        int status, @Nullable URI location, @Nullable JsonNode body) {

    /** Says that the answer is not of this call; the header is Stripe's. */
    static final String REPLAYED = "Idempotent-Replayed";

    static FirstAnswer of(ResponseEntity<?> answer) {
        return new FirstAnswer(
                answer.getStatusCode().value(),
                answer.getHeaders().getLocation(),
                Json.mapper().valueToTree(answer.getBody()));
    }

    /** The answer once more. */
    ResponseEntity<Object> again() {
        ResponseEntity.BodyBuilder again = ResponseEntity.status(status).header(REPLAYED, "true");
        return (location == null ? again : again.location(location)).body(body);
    }
}
