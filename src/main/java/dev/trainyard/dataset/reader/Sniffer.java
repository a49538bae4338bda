package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.DatasetSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Guesses from the beginning of a file how it is cut into cells and whether it has a header. */
final class Sniffer {

    /** Those that occur within cells the least come first: of equally good guesses the first is taken. */
    private static final List<Character> DELIMITERS = List.of('\t', ';', ',', '|');

    private static final int MOST_ROWS = 1_000;

    private final byte[] beginning;
    private final boolean complete;
    private final DatasetSpec spec;
    private final Map<Dialect, List<List<String>>> cut = new HashMap<>();

    /** @param complete whether the beginning is the whole file */
    Sniffer(byte[] beginning, boolean complete, DatasetSpec spec) {
        this.beginning = beginning;
        this.complete = complete;
        this.spec = spec;
    }

    Dialect dialect() throws IOException {
        char quote = spec.quote() != null ? spec.quote().charAt(0) : quote();
        char comment = spec.comment() == null ? Dialect.NONE : spec.comment().charAt(0);
        if (spec.delimiter() != null) {
            return new Dialect(spec.delimiter().charAt(0), quote, comment);
        }
        Dialect best = new Dialect(Dialect.NONE, quote, comment);
        double bestUnity = 0.5;
        for (char delimiter : possibleDelimiters()) {
            Dialect dialect = new Dialect(delimiter, quote, comment);
            double unity = unity(rows(dialect));
            if (unity > bestUnity) {
                best = dialect;
                bestUnity = unity;
            }
        }
        return best;
    }

    private List<Character> possibleDelimiters() {
        return DELIMITERS.stream()
                .filter(delimiter -> !String.valueOf(delimiter).equals(spec.decimal())
                        && !String.valueOf(delimiter).equals(spec.comment()))
                .toList();
    }

    /** Single quotes only where no double one is to be seen and they really stand around cells. */
    private char quote() {
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (text.indexOf('"') >= 0) {
            return '"';
        }
        if (text.indexOf('\'') < 0) {
            return '"';
        }
        long lines = text.lines().count();
        long around = text.lines()
                .filter(line -> line.matches("(.*[\\t;,|]|)'[^']*'([\\t;,|].*|)"))
                .count();
        return around * 2 > lines ? '\'' : '"';
    }

    /** The share of the rows that have the usual number of cells; 0 where that is one. */
    static double unity(List<List<String>> rows) {
        Map<Integer, Long> widths = rows.stream().collect(Collectors.groupingBy(List::size, Collectors.counting()));
        return widths.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(usual -> usual.getKey() > 1)
                .map(usual -> (double) usual.getValue() / rows.size())
                .orElse(0.0);
    }

    /** How many cells most of the first rows have. */
    int usualWidth(Dialect dialect) throws IOException {
        return rows(dialect).stream()
                .collect(Collectors.groupingBy(List::size, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<Integer, Long>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    /**
     * Whether the first row names the columns. It does when none of its cells is typed and a column below is mostly typed;
     * where all columns are text, when its cells differ from each other and from all below them.
     */
    boolean hasHeader(Dialect dialect) throws IOException {
        if (spec.header() != null) {
            return spec.header();
        }
        List<List<String>> rows = rows(dialect);
        if (rows.isEmpty() || rows.get(0).stream().anyMatch(this::isTyped)) {
            return false;
        }
        List<String> first = rows.get(0);
        List<List<String>> below = rows.subList(1, rows.size());
        for (int column = 0; column < first.size(); column++) {
            if (mostAreTyped(column(below, column))) {
                return true;
            }
        }
        return namesNewThings(first, below);
    }

    private boolean mostAreTyped(List<String> cells) {
        List<String> present = cells.stream()
                .filter(cell -> !spec.nullValuesOrUsual().contains(cell))
                .toList();
        long typed = present.stream().filter(this::isTyped).count();
        return !present.isEmpty() && typed * 2 > present.size();
    }

    private boolean isTyped(String cell) {
        return Cells.isTyped(",".equals(spec.decimal()) ? cell.replace(".", "").replace(',', '.') : cell);
    }

    private static boolean namesNewThings(List<String> first, List<List<String>> below) {
        Set<String> names = new HashSet<>(first);
        if (names.size() < first.size() || names.contains("")) {
            return false;
        }
        for (int column = 0; column < first.size(); column++) {
            if (column(below, column).contains(first.get(column))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> column(List<List<String>> rows, int column) {
        return rows.stream()
                .filter(row -> row.size() > column)
                .map(row -> row.get(column))
                .toList();
    }

    /** The first rows, cut by a dialect. */
    List<List<String>> rows(Dialect dialect) throws IOException {
        List<List<String>> known = cut.get(dialect);
        if (known == null) {
            known = cut(dialect);
            cut.put(dialect, known);
        }
        return known;
    }

    private List<List<String>> cut(Dialect dialect) throws IOException {
        RowScanner scanner = new RowScanner(new ByteArrayInputStream(beginning), dialect);
        List<List<String>> rows = new ArrayList<>();
        while (rows.size() < MOST_ROWS) {
            RowScanner.Found found = scanner.next();
            if (found == RowScanner.Found.END) {
                return complete || rows.size() < 2 ? rows : rows.subList(0, rows.size() - 1);
            }
            if (found == RowScanner.Found.ROW || found == RowScanner.Found.NOT_UTF8) {
                rows.add(scanner.row().cellTexts());
            }
        }
        return rows;
    }
}
