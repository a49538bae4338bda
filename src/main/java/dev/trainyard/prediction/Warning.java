package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something that the caller of a prediction should know, though it was answered.
 *
 * @param code stable name that programs compare
 * @param column which column it is about, null when it is about an answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Warning(String code, @Nullable String column, String message) {}
