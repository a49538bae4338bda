package dev.trainyard.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any table, written in any dialect, is read back cell by cell; and any bytes are taken apart without loss of a line. */
class CsvDialectPropertiesTest {

    record Written(Dialect dialect, String lineEnd, boolean quoteAll, boolean comments) {}

    @Property(tries = 300)
    void readsBackEveryTable(@ForAll("tables") List<List<String>> rows, @ForAll("dialects") Written how)
            throws IOException {
        assertThat(read(written(rows, how), how.dialect())).isEqualTo(rows);
    }

    @Property(tries = 300)
    void countsEveryLine(@ForAll("noise") String noise, @ForAll("dialects") Written how) throws IOException {
        String text = noise + "\n";
        RowScanner scanner = scanner(text, how.dialect());
        long last = 0;
        for (RowScanner.Found found = scanner.next(); found != RowScanner.Found.END; found = scanner.next()) {
            assertThat(scanner.line()).isGreaterThan(last);
            last = scanner.line();
        }
        assertThat(last).isLessThanOrEqualTo(text.split("\r\n|\r|\n", -1).length);
    }

    @Property(tries = 200)
    void findsTheDialectOfATableOfNumbers(@ForAll("numbers") List<List<String>> rows, @ForAll("dialects") Written how)
            throws IOException {
        String text = "a" + how.dialect().delimiter() + "b\n" + written(rows, how);
        Sniffer sniffer = new Sniffer(text.getBytes(UTF_8), true, dev.trainyard.dataset.DatasetSpec.EMPTY);
        if (!how.comments()) {
            assertThat(sniffer.dialect().delimiter()).isEqualTo(how.dialect().delimiter());
            assertThat(sniffer.hasHeader(sniffer.dialect())).isTrue();
        }
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cell = Arbitraries.strings()
                .withChars("ab 1.,;\t|\"'#\r\n\u00e4")
                .ofMaxLength(6)
                .map(text -> "x" + text);
        return Arbitraries.integers()
                .between(2, 5)
                .flatMap(width -> cell.list().ofSize(width).list().ofMaxSize(12));
    }

    @Provide
    Arbitrary<List<List<String>>> numbers() {
        Arbitrary<String> cell =
                Arbitraries.doubles().between(-1000, 1000).ofScale(3).map(String::valueOf);
        return cell.list().ofSize(2).list().ofMinSize(2).ofMaxSize(12);
    }

    @Provide
    Arbitrary<Written> dialects() {
        return Combinators.combine(
                        Arbitraries.of(',', ';', '\t', '|'),
                        Arbitraries.of('"', '\''),
                        Arbitraries.of("\n", "\r\n", "\r"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false))
                .as((delimiter, quote, end, all, comments) ->
                        new Written(new Dialect(delimiter, quote, comments ? '#' : Dialect.NONE), end, all, comments));
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings().withChars("ab,;\"'\n\r\t #|1\0").ofMaxLength(200);
    }

    private static String written(List<List<String>> rows, Written how) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            text.append(how.comments() ? "# lost, \"too" + how.lineEnd() : "");
            text.append(row.stream()
                    .map(cell -> written(cell, how))
                    .collect(Collectors.joining(String.valueOf(how.dialect().delimiter()))));
            text.append(how.lineEnd());
        }
        return text.toString();
    }

    private static String written(String cell, Written how) {
        String quote = String.valueOf(how.dialect().quote());
        boolean plain = !how.quoteAll()
                && cell.equals(cell.strip())
                && cell.chars().noneMatch(sign -> sign == how.dialect().delimiter() || sign == '\n' || sign == '\r');
        return plain ? cell : quote + cell.replace(quote, quote + quote) + quote;
    }

    private static List<List<String>> read(String text, Dialect dialect) throws IOException {
        RowScanner scanner = scanner(text, dialect);
        List<List<String>> rows = new ArrayList<>();
        while (scanner.next() == RowScanner.Found.ROW) {
            rows.add(scanner.row().cellTexts());
        }
        return rows;
    }

    private static RowScanner scanner(String text, Dialect dialect) {
        return new RowScanner(new ByteArrayInputStream(text.getBytes(UTF_8)), dialect);
    }
}
