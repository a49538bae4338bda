package dev.trainyard.job.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * One reader's stream. It always reads on from the last event it has sent, so that what wakes it, how often and when never
 * matters to what the reader gets.
 */
final class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();
    private static final byte[] COME_BACK_AFTER_A_SECOND = "retry:1000\n\n".getBytes(StandardCharsets.UTF_8);

    private final ResponseBodyEmitter emitter = new ResponseBodyEmitter(0L);
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile long last;
    private volatile long lastSent;
    private boolean greeted;
    private volatile boolean over;

    EventStream(long after) {
        this.last = after;
    }

    ResponseBodyEmitter emitter() {
        return emitter;
    }

    /** Whether the reader lacks an event, or has heard nothing for long. */
    boolean isBehind(long seq) {
        return !over && (last < seq || isSilent());
    }

    private boolean isSilent() {
        return System.nanoTime() - lastSent > SILENCE_NANOS;
    }

    /** Sends what the feed has; only one thread at a time does. */
    void sendFrom(EventFeed feed) {
        if (wakes.getAndIncrement() > 0) {
            return;
        }
        int seen;
        do {
            seen = wakes.get();
            try {
                sendNew(feed);
            } catch (DataAccessException | TransactionException e) {
                LOG.debug("A stream cannot be read at the moment; the next round does", e);
            } catch (IOException | IllegalStateException e) {
                LOG.trace("A reader has gone; the web server closes his stream", e);
                over = true;
            }
        } while (wakes.addAndGet(-seen) > 0);
    }

    private void sendNew(EventFeed feed) throws IOException {
        greet();
        boolean more = !over;
        while (more) {
            List<EventText> news = feed.after(last);
            more = !news.isEmpty() && send(news);
        }
        if (!over && isSilent()) {
            send(EventText.comment("still here"));
        }
    }

    /** Something at once, so that the reader sees the stream open. */
    private void greet() throws IOException {
        if (!greeted) {
            greeted = true;
            send(COME_BACK_AFTER_A_SECOND);
        }
    }

    /** Sends events; whether more may follow. */
    private boolean send(List<EventText> news) throws IOException {
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        news.forEach(text -> together.writeBytes(text.bytes()));
        send(together.toByteArray());
        EventText latest = news.get(news.size() - 1);
        last = latest.seq();
        if (latest.isLast()) {
            close();
        }
        return !over;
    }

    private void send(byte[] bytes) throws IOException {
        emitter.send(bytes, MediaType.APPLICATION_OCTET_STREAM);
        lastSent = System.nanoTime();
    }

    void close() {
        over = true;
        emitter.complete();
    }
}
