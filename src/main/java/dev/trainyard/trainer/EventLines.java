package dev.trainyard.trainer;

import dev.trainyard.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Writes events as lines of JSON. Numbers come fast, so theirs are collected for a moment; everything else goes at once. */
final class EventLines implements Consumer<TrainerEvent> {

    private static final long FLUSH_EVERY_NANOS = 100_000_000;

    private final OutputStream out;
    private long flushed;

    EventLines(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.flushed = System.nanoTime() - FLUSH_EVERY_NANOS;
    }

    @Override
    public synchronized void accept(TrainerEvent event) {
        try {
            out.write(Json.mapper().writeValueAsBytes(event));
            out.write('\n');
            long now = System.nanoTime();
            if (!(event instanceof TrainerEvent.Metrics) || now - flushed >= FLUSH_EVERY_NANOS) {
                out.flush();
                flushed = now;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nobody listens any more", e);
        }
    }
}
