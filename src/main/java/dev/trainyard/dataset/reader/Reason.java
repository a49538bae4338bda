package dev.trainyard.dataset.reader;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Why a data set as a whole could not be read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Reason(String code, String message, @Nullable Suggested suggestion) {

    public Reason(String code, String message) {
        this(code, message, null);
    }
}
