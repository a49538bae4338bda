package dev.trainyard.dataset.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Pictures that were left out: the first are kept, all are counted. */
final class PictureRejects {

    private final List<Reject> first = new ArrayList<>();
    private final Map<String, Long> counts = new HashMap<>();

    void add(long line, String path, String reason, String message) {
        counts.merge(reason, 1L, Long::sum);
        if (first.size() < Rejects.MOST_KEPT) {
            first.add(new Reject(line, null, path, reason, message, 0));
        }
    }

    long rows() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** With what else was left out, whose lines are the numbers of rows in the table. */
    Rejects and(Rejects cells, PictureTable table) {
        Stream<Reject> bad = cells.data().stream()
                .map(reject -> new Reject(
                        table.line(reject.line()),
                        reject.column(),
                        reject.value(),
                        reject.reason(),
                        reject.message(),
                        reject.alike()));
        return new Rejects(
                rows() + cells.rows(),
                Stream.concat(counted(), bad)
                        .sorted(Comparator.comparingLong(Reject::line))
                        .limit(Rejects.MOST_KEPT)
                        .toList(),
                cells.suggestions());
    }

    /** Each knows how many more there are like it. */
    private Stream<Reject> counted() {
        return first.stream()
                .map(reject -> new Reject(
                        reject.line(),
                        null,
                        reject.value(),
                        reject.reason(),
                        reject.message(),
                        counts.getOrDefault(reject.reason(), 1L) - 1));
    }

    /** Why nothing is left. */
    static Reason nothingLeft(Rejects rejects) {
        if (rejects.data().isEmpty()) {
            return new Reason(
                    "no_pictures",
                    "the archive has no picture; expected PNG, JPEG, BMP, GIF or WebP files in one folder for each class,"
                            + " or beside a labels.csv");
        }
        Reject example = rejects.data().get(0);
        return new Reason(
                "no_usable_row",
                "none of the %,d pictures can be used; the first, %s: %s"
                        .formatted(rejects.rows(), example.value(), example.message()));
    }
}
