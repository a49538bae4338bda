package dev.trainyard.prediction.web;

import dev.trainyard.prediction.TextTable;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;

/** Reads CSV as RFC 4180 has it: a header, commas, quotes doubled within quotes. Cells without quotes are trimmed. */
final class CsvText {

    private final String text;
    private int at;
    private int line = 1;

    private CsvText(String text) {
        this.text = text;
    }

    /** @throws Problem {@code malformed_request} with the line */
    static TextTable read(String text) {
        CsvText csv = new CsvText(text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<String> header = csv.isAtEnd() ? List.of() : csv.row();
        if (header.stream().distinct().count() < header.size()
                || header.stream().allMatch(String::isEmpty)) {
            throw csv.malformed("the first line is no header: it holds the name of each column once");
        }
        List<List<String>> rows = new ArrayList<>();
        while (!csv.isAtEnd()) {
            int start = csv.line;
            List<String> row = csv.row();
            boolean blank = row.size() == 1 && row.get(0).isEmpty() && header.size() > 1;
            if (!blank && row.size() != header.size()) {
                throw malformed(start, "%d cells, and the header has %d".formatted(row.size(), header.size()));
            }
            if (!blank) {
                rows.add(row);
            }
        }
        return new TextTable(header, rows);
    }

    private boolean isAtEnd() {
        return at >= text.length();
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(isQuoted() ? quoted() : plain());
        } while (skip(','));
        boolean ended = skip('\r') | skip('\n');
        if (!ended && !isAtEnd()) {
            throw malformed("text after a closing quote");
        }
        line++;
        return cells;
    }

    private boolean isQuoted() {
        int start = at;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        boolean quoted = start < text.length() && text.charAt(start) == '"';
        at = quoted ? start + 1 : at;
        return quoted;
    }

    private String quoted() {
        StringBuilder cell = new StringBuilder();
        while (true) {
            if (isAtEnd()) {
                throw malformed("a quote that is never closed");
            }
            char next = text.charAt(at++);
            if (next == '"' && !skip('"')) {
                return cell.toString();
            }
            line += next == '\n' ? 1 : 0;
            cell.append(next);
        }
    }

    private String plain() {
        int start = at;
        while (!isAtEnd() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at).strip();
    }

    private boolean skip(char expected) {
        boolean there = !isAtEnd() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private Problem malformed(String what) {
        return malformed(line, what);
    }

    private static Problem malformed(int line, String what) {
        return new Problem(
                ProblemType.MALFORMED_REQUEST, "the CSV body cannot be read at line %d: %s".formatted(line, what));
    }
}
