package dev.trainyard.worker;

import dev.trainyard.database.Outage;
import dev.trainyard.job.LostClaim;
import dev.trainyard.storage.CorruptObject;
import dev.trainyard.storage.StoreUnavailable;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;

/**
 * Tries again and again while the database does not answer, for as long as the claim may still hold, and for two minutes
 * while the object store does not.
 */
final class Persistence {

    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
    private static final long PAUSE_MILLIS = 500;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int MOST_CORRUPT = 3;

    private final BooleanSupplier lost;
    private final BooleanSupplier stopping;

    /**
     * @param lost whether the claim is known to be lost, so that trying on is of no use
     * @param stopping whether the attempt is to end, so that waiting for the object store is not worth it
     */
    Persistence(BooleanSupplier lost, BooleanSupplier stopping) {
        this.lost = lost;
        this.stopping = stopping;
    }

    void write(Runnable work) throws InterruptedException {
        get(() -> {
            work.run();
            return true;
        });
    }

    /** @throws LostClaim as the work does */
    <T> T get(Supplier<T> work) throws InterruptedException {
        while (true) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!mayPass(e) || lost.getAsBoolean()) {
                    throw e;
                }
                LOG.warn("The database does not answer, trying again: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean mayPass(RuntimeException e) {
        return e instanceof TransientDataAccessException || Outage.isBehind(e);
    }

    /** An errand to the object store. */
    interface Errand<T, X extends Exception> {
        T run() throws IOException, X;
    }

    /** Does an errand to the object store; bytes that arrive damaged are asked for again, too. */
    <T, X extends Exception> T reach(Errand<T, X> work) throws IOException, InterruptedException, X {
        long end = System.nanoTime() + PATIENCE_NANOS;
        int corrupt = 0;
        while (true) {
            try {
                return work.run();
            } catch (CorruptObject e) {
                if (++corrupt == MOST_CORRUPT) {
                    throw e;
                }
                rest(e, end);
            } catch (StoreUnavailable e) {
                rest(e, end);
            }
        }
    }

    private void rest(IOException reason, long end) throws IOException, InterruptedException {
        if (stopping.getAsBoolean() || System.nanoTime() > end) {
            throw reason;
        }
        LOG.warn("Trying again: {}", reason.getMessage());
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
}
