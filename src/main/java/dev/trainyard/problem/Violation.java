package dev.trainyard.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON Pointer (RFC 6901) into the request body
 * @param code stable name that programs compare
 * @param message what happened and what was expected, with the caller's own numbers
 * @param suggestion the change that would mend it, when there is an obvious one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
        String pointer,
        String code,
        String message,
        @Nullable Suggestion suggestion) {

    public Violation {
        pointer = Secrets.hidden(pointer);
        message = Secrets.hidden(message);
    }

    public Violation(String pointer, String code, String message) {
        this(pointer, code, message, null);
    }

    /** The same violation, seen from a document that holds this one at {@code prefix}. */
    public Violation under(String prefix) {
        return new Violation(prefix + pointer, code, message, suggestion == null ? null : suggestion.under(prefix));
    }

    public Violation suggesting(Suggestion mend) {
        return new Violation(pointer, code, message, mend);
    }
}
