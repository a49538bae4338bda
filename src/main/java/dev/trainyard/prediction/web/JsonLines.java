package dev.trainyard.prediction.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a stream, one after the other; blank ones are skipped but counted. */
final class JsonLines {

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[64 * 1024];
    private int start;
    private int end;
    private int number;

    JsonLines(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * A line.
     *
     * @param number counted from 1
     * @param text in UTF-8; null when it is longer than a line may be
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Line(int number, byte @Nullable [] text) {}

    /** The next line, null after the last; waits for it. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int length = 0;
        while (start < end || fill()) {
            int newline = newline();
            int until = newline < 0 ? end : newline;
            length = Math.addExact(length, until - start);
            if (length <= longest) {
                text.write(buffer, start, until - start);
            }
            start = newline < 0 ? end : newline + 1;
            if (newline >= 0) {
                number++;
                if (!isBlank(text, length)) {
                    return line(text, length);
                }
                text.reset();
                length = 0;
            }
        }
        number++;
        return isBlank(text, length) ? null : line(text, length);
    }

    private boolean isBlank(ByteArrayOutputStream text, int length) {
        return length <= longest && text.toString(StandardCharsets.UTF_8).isBlank();
    }

    private Line line(ByteArrayOutputStream text, int length) {
        return new Line(number, length > longest ? null : text.toByteArray());
    }

    /** Whether a whole line is there already, so that {@link #next()} waits for nobody. */
    boolean isReady() throws IOException {
        while (newline() < 0) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                end -= start;
                start = 0;
            }
            int room = Math.min(buffer.length - end, in.available());
            if (room <= 0) {
                return false;
            }
            end += Math.max(0, in.read(buffer, end, room));
        }
        return true;
    }

    private boolean fill() throws IOException {
        start = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private int newline() {
        for (int at = start; at < end; at++) {
            if (buffer[at] == '\n') {
                return at;
            }
        }
        return -1;
    }
}
