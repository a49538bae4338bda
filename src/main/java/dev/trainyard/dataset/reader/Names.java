package dev.trainyard.dataset.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The names of columns. */
final class Names {

    private static final int LONGEST = 200;

    private Names() {}

    static List<String> numbered(int columns) {
        return IntStream.range(0, columns).mapToObj(Names::numberOf).toList();
    }

    private static String numberOf(int column) {
        return "column" + column;
    }

    /** The cells of a header; a cell that is empty is named by its number. */
    static List<String> ofHeader(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> cells.get(i).isBlank() ? numberOf(i) : named(cells.get(i)))
                .toList();
    }

    private static String named(String cell) {
        String clean = cell.strip().replaceAll("\\p{Cntrl}+", " ");
        return clean.length() > LONGEST ? Reject.cut(clean, LONGEST) : clean;
    }

    /**
     * Two columns of one name cannot be told apart in a request; names that differ in case only cannot be in SQL.
     *
     * @throws Unreadable when there are two
     */
    static void refuseDoubled(List<String> names) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Integer earlier = seen.putIfAbsent(names.get(i).toLowerCase(Locale.ROOT), i);
            if (earlier != null) {
                throw new Unreadable(doubled(names, earlier, i));
            }
        }
    }

    private static Reason doubled(List<String> names, int earlier, int later) {
        String fresh = fresh(names, names.get(later));
        return new Reason(
                "duplicate_column",
                "columns %d and %d (counted from 0) are called '%s' and '%s'; every column needs a name of its own"
                        .formatted(earlier, later, names.get(earlier), names.get(later)),
                Suggestions.rename(later, names.get(later), fresh));
    }

    private static String fresh(List<String> names, String name) {
        return IntStream.iterate(2, i -> i + 1)
                .mapToObj(i -> name + "_" + i)
                .filter(candidate -> names.stream().noneMatch(candidate::equalsIgnoreCase))
                .findFirst()
                .orElseThrow();
    }
}
