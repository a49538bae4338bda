package dev.trainyard.prediction;

import java.util.Collection;
import java.util.stream.Collectors;

/** A line of CSV as RFC 4180 has it. */
public final class CsvLine {

    private CsvLine() {}

    /** The cells, in quotes where they need them, with the line's end. */
    public static String of(Collection<String> cells) {
        return cells.stream().map(CsvLine::written).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String written(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                && cell.equals(cell.strip());
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
