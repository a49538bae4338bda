package dev.trainyard.job.web;

import dev.trainyard.job.JobEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the streams of one job send. News is read once and written as text once, however many read along, and a few times a
 * second at most; only who is far behind has the log read for himself.
 */
final class EventFeed {

    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);
    private static final long PACE_NANOS = Duration.ofMillis(250).toNanos();
    private static final int BATCH = 500;
    private static final int REMEMBERED = 1000;

    private final JobEvents events;
    private final String jobId;
    private final Executor executor;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile @Nullable Tail tail;
    private long lastRound = System.nanoTime() - PACE_NANOS;

    EventFeed(JobEvents events, String jobId, Executor executor) {
        this.events = events;
        this.jobId = jobId;
        this.executor = executor;
    }

    /** The latest events: all after a number. */
    private record Tail(long after, List<EventText> texts) {

        long end() {
            return texts.isEmpty() ? after : texts.get(texts.size() - 1).seq();
        }

        Tail with(List<EventText> more) {
            List<EventText> all = new ArrayList<>(texts);
            all.addAll(more);
            int superfluous = Math.max(0, all.size() - REMEMBERED);
            return superfluous == 0
                    ? new Tail(after, List.copyOf(all))
                    : new Tail(all.get(superfluous - 1).seq(), List.copyOf(all.subList(superfluous, all.size())));
        }

        List<EventText> after(long seq) {
            return texts.stream().dropWhile(text -> text.seq() <= seq).toList();
        }
    }

    void add(EventStream stream) {
        streams.add(stream);
        send(stream);
    }

    /** Takes a stream away; whether it was the last. */
    boolean remove(EventStream stream) {
        streams.remove(stream);
        return streams.isEmpty();
    }

    /** The next events after a number, none when there is no news of them yet. */
    List<EventText> after(long seq) {
        Tail latest = tail;
        return latest != null && seq >= latest.after() ? latest.after(seq) : read(seq);
    }

    private List<EventText> read(long seq) {
        return events.after(jobId, seq, BATCH).stream().map(EventText::of).toList();
    }

    /** Has the feed look for news; only one thread at a time does. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            nextRound();
        }
    }

    private void nextRound() {
        long pause = lastRound + PACE_NANOS - System.nanoTime();
        Executor inTime =
                pause <= 0 ? executor : CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, executor);
        inTime.execute(this::round);
    }

    private void round() {
        int seen = wakes.get();
        try {
            long end = readOn();
            streams.stream().filter(stream -> stream.isBehind(end)).forEach(this::send);
        } catch (RuntimeException e) {
            LOG.debug("The events of {} cannot be read at the moment; the next round does", jobId, e);
        }
        lastRound = System.nanoTime();
        if (wakes.addAndGet(-seen) > 0) {
            nextRound();
        }
    }

    private void send(EventStream stream) {
        executor.execute(() -> stream.sendFrom(this));
    }

    /** Reads what is new; the number of the latest event. */
    private long readOn() {
        Tail known = tail;
        Tail latest = known == null ? new Tail(events.last(jobId), List.of()) : known;
        for (List<EventText> more = read(latest.end()); !more.isEmpty(); more = read(latest.end())) {
            latest = latest.with(more);
        }
        tail = latest;
        return latest.end();
    }

    void close() {
        streams.forEach(EventStream::close);
    }
}
