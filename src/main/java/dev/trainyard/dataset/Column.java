package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as it was read, over the accepted rows.
 *
 * @param missing how many cells are missing
 * @param distinct how many different values there are
 * @param min of numbers; of texts, how many characters the shortest has
 * @param max of numbers; of texts, how many characters the longest has
 * @param mean of numbers; of texts, how many characters one has on average
 * @param std the sample standard deviation (divided by n - 1), null for fewer than two values
 * @param categories the values of a categorical column, numbers in numeric order, else by name
 * @param counts how often each category occurs, in the order of {@code categories}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Column(
        String name,
        ColumnType type,
        long missing,
        long distinct,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable Double mean,
        @Nullable Double std,
        @Nullable List<String> categories,
        @Nullable List<Long> counts) {

    public Column {
        categories = categories == null ? null : List.copyOf(categories);
        counts = counts == null ? null : List.copyOf(counts);
    }

    public ColumnSchema schema() {
        return new ColumnSchema(name, type, categories == null ? List.of() : categories);
    }
}
