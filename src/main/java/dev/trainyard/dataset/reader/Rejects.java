package dev.trainyard.dataset.reader;

import java.util.List;

/**
 * The rows that were left out.
 *
 * @param rows how many
 * @param data the first of them in file order, at most {@value #MOST_KEPT}
 */
public record Rejects(long rows, List<Reject> data, List<Suggested> suggestions) {

    public static final int MOST_KEPT = 1_000;
    public static final Rejects NONE = new Rejects(0, List.of(), List.of());

    public Rejects {
        data = List.copyOf(data);
        suggestions = List.copyOf(suggestions);
    }
}
