package dev.trainyard.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** A JSON Patch operation (RFC 6902) that would mend the request. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Suggestion(
        String op,
        String path,
        @Nullable String from,
        @Nullable Object value) {

    public static Suggestion replace(String path, Object value) {
        return new Suggestion("replace", path, null, value);
    }

    public static Suggestion add(String path, Object value) {
        return new Suggestion("add", path, null, value);
    }

    public static Suggestion remove(String path) {
        return new Suggestion("remove", path, null, null);
    }

    /** Renames a field: moves its value from the misspelt name to the right one. */
    public static Suggestion move(String from, String path) {
        return new Suggestion("move", path, from, null);
    }

    Suggestion under(String prefix) {
        return new Suggestion(op, prefix + path, from == null ? null : prefix + from, value);
    }
}
