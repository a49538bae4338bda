package dev.trainyard.console;

import dev.trainyard.idempotency.Creates;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** What every operation has in common: a name of its own, the fault that any can answer, and the shape of refusals. */
@Component
class OperationManners implements GlobalOperationCustomizer {

    private static final String FAULT = "500";

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        io.swagger.v3.oas.annotations.Operation described =
                handler.getMethodAnnotation(io.swagger.v3.oas.annotations.Operation.class);
        boolean named = described != null && !described.operationId().isEmpty();
        if (!named && operation.getTags() != null && !operation.getTags().isEmpty()) {
            operation.setOperationId(
                    handler.getMethod().getName() + operation.getTags().get(0).replace(" ", ""));
        }
        if (handler.hasMethodAnnotation(Creates.class)) {
            operation.addParametersItem(idempotencyKey());
        }
        if (operation.getResponses() != null) {
            operation.getResponses().computeIfAbsent(FAULT, status -> fault());
            operation.getResponses().forEach(OperationManners::shape);
        }
        return operation;
    }

    private static Parameter idempotencyKey() {
        return new HeaderParameter()
                .name("Idempotency-Key")
                .description(
                        "Whoever repeats the request under the same key within 24 hours makes nothing more and gets"
                                + " the first answer: `409` while that is being made, `422` when the request says something else.")
                .example("8e03978e-40d5-43e8-bc93-6894a57f9324")
                .schema(new StringSchema().minLength(1).maxLength(255));
    }

    /** A refusal that was described in words only is a problem of RFC 9457. */
    private static void shape(String status, ApiResponse response) {
        boolean refusal = status.startsWith("4") || status.startsWith("5");
        if (refusal && response.getContent() == null && response.get$ref() == null) {
            response.content(problem());
        }
    }

    private static ApiResponse fault() {
        return new ApiResponse().description("A fault of the service; its log has the request id.");
    }

    private static Content problem() {
        return new Content()
                .addMediaType(
                        "application/problem+json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
    }
}
