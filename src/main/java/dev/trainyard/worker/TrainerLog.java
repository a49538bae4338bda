package dev.trainyard.worker;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a trainer process said, in a file of bounded length; the last lines are at hand. */
final class TrainerLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerLog.class);
    private static final int TAIL_LINES = 40;
    private static final int LONGEST_LINE = 4000;
    private static final long MOST_CHARACTERS = 10_000_000;

    private final Path file;
    private final BufferedWriter writer;
    private final Deque<String> tail = new ArrayDeque<>();
    private long written;

    TrainerLog(Path file) throws IOException {
        this.file = file;
        this.writer = Files.newBufferedWriter(file);
    }

    synchronized void add(String said) {
        String line = said.length() > LONGEST_LINE ? said.substring(0, LONGEST_LINE) + " …" : said;
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
        write(line);
    }

    private void write(String line) {
        if (written > MOST_CHARACTERS) {
            return;
        }
        written += line.length() + 1;
        try {
            writer.write(written > MOST_CHARACTERS ? "The rest of the log is not kept: it is too long" : line);
            writer.write('\n');
        } catch (IOException e) {
            LOG.debug("A line of {} is lost", file, e);
        }
    }

    synchronized List<String> tail() {
        return List.copyOf(tail);
    }

    /** The file with everything so far. */
    synchronized Path flushed() throws IOException {
        writer.flush();
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        writer.close();
    }
}
