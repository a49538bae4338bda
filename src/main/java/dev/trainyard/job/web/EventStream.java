package dev.trainyard.job.web;

import dev.trainyard.job.JobEvent;
import dev.trainyard.job.JobEvents;
import dev.trainyard.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One reader's stream. It always reads on from the last event it has sent, so that what wakes it, how often and when never
 * matters to what the reader gets.
 */
final class EventStream {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final long SILENCE_NANOS = Duration.ofSeconds(15).toNanos();
    private static final int BATCH = 500;

    private final JobEvents events;
    private final String jobId;
    private final Executor executor;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final AtomicInteger wakes = new AtomicInteger();
    private long last;
    private long lastSent;
    private boolean greeted;
    private volatile boolean over;

    EventStream(JobEvents events, String jobId, long after, Executor executor) {
        this.events = events;
        this.jobId = jobId;
        this.last = after;
        this.executor = executor;
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Has the stream look for new events; only one thread at a time does. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            executor.execute(this::pump);
        }
    }

    private void pump() {
        int seen;
        do {
            seen = wakes.get();
            try {
                sendNew();
            } catch (DataAccessException | TransactionException e) {
                LOG.debug("The events of {} cannot be read at the moment; the next round does", jobId, e);
            } catch (IOException | IllegalStateException e) {
                over = true;
                emitter.completeWithError(e);
            }
        } while (wakes.addAndGet(-seen) > 0);
    }

    private void sendNew() throws IOException {
        greet();
        boolean more = !over;
        while (more) {
            List<JobEvent> batch = events.after(jobId, last, BATCH);
            for (JobEvent event : batch) {
                send(event);
            }
            more = batch.size() == BATCH;
        }
        if (!over && System.nanoTime() - lastSent > SILENCE_NANOS) {
            send(SseEmitter.event().comment("still here"));
        }
    }

    /** Something at once, so that the reader sees the stream open. */
    private void greet() throws IOException {
        if (!greeted) {
            greeted = true;
            send(SseEmitter.event().comment(jobId).reconnectTime(1000));
        }
    }

    private void send(JobEvent event) throws IOException {
        send(SseEmitter.event()
                .id(String.valueOf(event.seq()))
                .name(event.type())
                .data(Json.mapper().writeValueAsString(EventView.of(event)), MediaType.TEXT_PLAIN));
        last = event.seq();
        if (event.isLast()) {
            close();
        }
    }

    private void send(SseEventBuilder event) throws IOException {
        emitter.send(event);
        lastSent = System.nanoTime();
    }

    void close() {
        over = true;
        emitter.complete();
    }
}
