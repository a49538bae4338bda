package dev.trainyard.dataset.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Something about the data that a person would want to know before training on it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Warning(
        String code,
        @Nullable String column,
        String message,
        @Nullable Suggested suggestion) {

    public Warning(String code, @Nullable String column, String message) {
        this(code, column, message, null);
    }
}
