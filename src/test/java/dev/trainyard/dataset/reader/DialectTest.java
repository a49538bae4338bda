package dev.trainyard.dataset.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever is written in a dialect is read back, however its bytes arrive. */
class DialectTest {

    private static final String SIGNS = "ab 1,;\t|\"'\r\n\u00e4\ud83d\ude00";
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n", "\r");

    @RepeatedTest(300)
    void readsBackWhatWasWritten(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        char delimiter = ",;\t|".charAt(random.nextInt(4));
        char quote = "\"'".charAt(random.nextInt(2));
        List<List<String>> rows = rows(random);
        String lineEnd = LINE_ENDS.get(random.nextInt(3));
        String text = rows.stream()
                .map(row -> row.stream()
                        .map(cell -> written(cell, delimiter, quote, random))
                        .collect(Collectors.joining(String.valueOf(delimiter))))
                .collect(Collectors.joining(lineEnd));

        assertThat(read(text, new Dialect(delimiter, quote), random)).isEqualTo(rows);
    }

    private static List<List<String>> rows(Random random) {
        int width = 2 + random.nextInt(4);
        return IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(i -> IntStream.range(0, width)
                        .mapToObj(j -> "x" + cell(random))
                        .toList())
                .toList();
    }

    private static String cell(Random random) {
        int[] signs = SIGNS.codePoints().toArray();
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            cell.appendCodePoint(signs[random.nextInt(signs.length)]);
        }
        return cell.toString();
    }

    /** Quoted where it must be and now and then where it need not be, with white space around. */
    private static String written(String cell, char delimiter, char quote, Random random) {
        boolean plain = cell.equals(cell.strip())
                && cell.chars().noneMatch(sign -> sign == delimiter || sign == '\n' || sign == '\r');
        String space = delimiter == '\t' ? " " : " \t".substring(random.nextInt(2));
        String around = random.nextInt(3) == 0 ? space : "";
        if (plain && random.nextInt(3) > 0) {
            return around + cell + around;
        }
        String sign = String.valueOf(quote);
        return around + sign + cell.replace(sign, sign + sign) + sign + around;
    }

    private static List<List<String>> read(String text, Dialect dialect, Random random) throws IOException {
        InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        RowScanner scanner = new RowScanner(inPieces(bytes, random), dialect);
        List<List<String>> rows = new ArrayList<>();
        while (scanner.next() == RowScanner.Found.ROW) {
            rows.add(scanner.row().cellTexts());
        }
        return rows;
    }

    /** A stream that gives a few bytes at a time. */
    private static InputStream inPieces(InputStream bytes, Random random) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return bytes.read(buffer, offset, Math.min(length, 1 + random.nextInt(9)));
            }
        };
    }
}
