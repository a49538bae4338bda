package dev.trainyard.worker;

import dev.trainyard.job.LostClaim;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;

/** Writes again and again while the database does not answer, for as long as the claim may still hold. */
final class Persistence {

    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);
    private static final long PAUSE_MILLIS = 500;

    private final BooleanSupplier lost;

    /** @param lost whether the claim is known to be lost, so that trying on is of no use */
    Persistence(BooleanSupplier lost) {
        this.lost = lost;
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
            } catch (DataAccessResourceFailureException | TransientDataAccessException | TransactionException e) {
                if (lost.getAsBoolean()) {
                    throw e;
                }
                LOG.warn("The database does not answer, trying again: {}", e.getMessage());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }
}
