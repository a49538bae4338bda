package dev.trainyard.trainer.batch;

import dev.trainyard.trainer.TrainerEvent;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells how far a batch is, about once a second. */
final class BatchProgress {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long all;
    private final Consumer<TrainerEvent> events;
    private final LongSupplier nanos;
    private final long began;
    private long told;

    BatchProgress(long all, Consumer<TrainerEvent> events, LongSupplier nanos) {
        this.all = all;
        this.events = events;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.told = began;
    }

    void tell(long rows) {
        long now = nanos.getAsLong();
        if (now - told >= PAUSE_NANOS && rows < all) {
            told = now;
            tell(rows, now, false);
        }
    }

    void end(long rows) {
        tell(rows, nanos.getAsLong(), true);
    }

    private void tell(long rows, long now, boolean last) {
        double perSecond = rows * 1e9 / Math.max(1, now - began);
        double fraction = all == 0 ? 1 : (double) rows / all;
        double seconds = perSecond == 0 ? 0 : (all - rows) / perSecond;
        events.accept(new TrainerEvent.Metrics(0, rows, Map.of(), fraction, seconds, perSecond, null, last));
    }
}
