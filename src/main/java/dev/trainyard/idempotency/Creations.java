package dev.trainyard.idempotency;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.JsonNode;

/**
 * Makes a thing once for each {@code Idempotency-Key}: the thing and the answer become permanent in one transaction, and
 * whoever repeats the request within 24 hours gets that answer. Refusals are not kept, since they make nothing.
 */
@Component
@ApiRole
public class Creations {

    private final FirstAnswers answers;
    private final TransactionTemplate transaction;

    Creations(FirstAnswers answers, TransactionTemplate transaction) {
        this.answers = answers;
        this.transaction = transaction;
    }

    /** How a thing is made, and what is then answered. */
    @FunctionalInterface
    public interface Create<T> {
        T make() throws IOException;
    }

    /**
     * Answers the request at hand, for the first time or again.
     *
     * @param content what the request says, apart from its address
     * @throws Problem {@code invalid_parameter}, {@code conflict} or {@code idempotency_key_reused} for the key; and
     *     whatever the create throws
     */
    public <T> ResponseEntity<T> once(@Nullable Object content, Create<ResponseEntity<T>> create) throws IOException {
        Optional<IdempotencyKey> key = key(content);
        return key.isEmpty() ? create.make() : inOneTransaction(() -> once(key.get(), create));
    }

    // The first answer is read back as a tree and written as it was, whatever type it had.
    @SuppressWarnings("unchecked")
    private <T> ResponseEntity<T> once(IdempotencyKey key, Create<ResponseEntity<T>> create) throws IOException {
        Optional<JsonNode> first = answers.lockAndFind(key);
        if (first.isPresent()) {
            return (ResponseEntity<T>)
                    Json.mapper().treeToValue(first.get(), FirstAnswer.class).again();
        }
        ResponseEntity<T> made = create.make();
        answers.keep(key, Json.mapper().valueToTree(FirstAnswer.of(made)));
        return made;
    }

    /**
     * The id of the thing that the request at hand makes, now or the first time. For calls that answer how the thing is
     * when some time has passed.
     */
    public String idOnce(Object content, Create<String> create) throws IOException {
        Optional<IdempotencyKey> key = key(content);
        return key.isEmpty() ? create.make() : inOneTransaction(() -> idOnce(key.get(), create));
    }

    private String idOnce(IdempotencyKey key, Create<String> create) throws IOException {
        Optional<JsonNode> first = answers.lockAndFind(key);
        if (first.isPresent()) {
            return first.get().asString();
        }
        String made = create.make();
        answers.keep(key, Json.mapper().valueToTree(made));
        return made;
    }

    private static Optional<IdempotencyKey> key(@Nullable Object content) {
        ServletRequestAttributes request = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        return IdempotencyKey.of(request.getRequest(), content);
    }

    private <T> T inOneTransaction(Create<T> create) throws IOException {
        try {
            return transaction.execute(status -> {
                try {
                    return create.make();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
