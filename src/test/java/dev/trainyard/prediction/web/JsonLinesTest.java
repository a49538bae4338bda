package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    private static JsonLines lines(String text, int longest) {
        return new JsonLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
    }

    private static List<String> all(JsonLines lines) throws IOException {
        List<String> all = new ArrayList<>();
        for (JsonLines.Line line = lines.next(); line != null; line = lines.next()) {
            String text = line.text() == null ? "too long" : new String(line.text(), StandardCharsets.UTF_8).strip();
            all.add(line.number() + " " + text);
        }
        return all;
    }

    @Test
    void skipsBlankLinesAndCountsThem() throws IOException {
        assertThat(all(lines("{}\r\n\n  \n[1]\n\"größer\"", 100))).containsExactly("1 {}", "4 [1]", "5 \"größer\"");
        assertThat(all(lines("", 100))).isEmpty();
        assertThat(all(lines("\n", 100))).isEmpty();
    }

    @Test
    void goesOnBehindALineThatIsTooLong() throws IOException {
        String longer = "x".repeat(200_000);

        assertThat(all(lines("1\n" + longer + "\n2\n" + longer, 100_000)))
                .containsExactly("1 1", "2 too long", "3 2", "4 too long");
        assertThat(all(lines(longer + "\n2", 300_000))).containsExactly("1 " + longer, "2 2");
    }

    /** Gives what has arrived, and fails whoever would wait for more. */
    private static final class Arrived extends InputStream {

        private final List<String> pieces = new ArrayList<>();

        @Override
        public int available() {
            return pieces.isEmpty() ? 0 : pieces.get(0).length();
        }

        @Override
        public int read() {
            throw new IllegalStateException("bytes are read together");
        }

        @Override
        public int read(byte[] into, int at, int most) {
            if (pieces.isEmpty()) {
                throw new IllegalStateException("nothing has arrived");
            }
            byte[] piece = pieces.remove(0).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(piece, 0, into, at, piece.length);
            return piece.length;
        }
    }

    @Test
    void isReadyOnlyWhenAWholeLineHasArrived() throws IOException {
        Arrived arrived = new Arrived();
        JsonLines lines = new JsonLines(arrived, 100);

        arrived.pieces.add("1\n2");
        assertThat(lines.next().number()).isEqualTo(1);
        assertThat(lines.isReady()).isFalse();
        arrived.pieces.add("2\n");
        assertThat(lines.isReady()).isTrue();
        assertThat(lines.next().text()).asString(StandardCharsets.UTF_8).isEqualTo("22");
    }
}
