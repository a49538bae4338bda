package dev.trainyard.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the training rows had in a column, for other rows to be held against.
 *
 * @param missing how many cells had nothing
 * @param min the smallest number, null where there is none
 * @param max the largest
 * @param edges of numbers: where one bin ends and the next begins, ascending; a number on an edge is in the bin below
 * @param categories of a categorical column, else null
 * @param counts how many rows there are in each bin, of which there is one more than edges, or of each category
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ColumnProfile(
        String column,
        long rows,
        long missing,
        @Nullable Double min,
        @Nullable Double max,
        @Nullable List<Double> edges,
        @Nullable List<String> categories,
        List<Long> counts) {

    public ColumnProfile {
        edges = edges == null ? null : List.copyOf(edges);
        categories = categories == null ? null : List.copyOf(categories);
        counts = List.copyOf(counts);
        int places = edges != null ? edges.size() + 1 : categories != null ? categories.size() : -1;
        if (counts.size() != places) {
            throw new IllegalArgumentException(
                    "column %s has %d counts for %d bins or categories".formatted(column, counts.size(), places));
        }
    }

    /** The bin of a number. */
    public int bin(double number) {
        if (edges == null) {
            throw new IllegalStateException("column %s has no numbers".formatted(column));
        }
        int place = Collections.binarySearch(edges, number);
        return place < 0 ? -place - 1 : place;
    }
}
