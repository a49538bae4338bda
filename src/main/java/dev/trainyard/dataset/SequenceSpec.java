package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Which columns make the rows of a table into sequences.
 *
 * @param idColumn rows with the same value are one sequence; without it the whole table is one long series
 * @param orderColumn the order within a sequence; without it that of the file
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SequenceSpec(
        @Nullable String idColumn, @Nullable String orderColumn) {}
