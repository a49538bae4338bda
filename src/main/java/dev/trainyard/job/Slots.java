package dev.trainyard.job;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What a worker has room for, and how much of it is claimed at once: half, so that others get some of the few jobs there are;
 * all of it once the queue has proved to be long, for then nobody goes without. One thread claims.
 */
public final class Slots {

    /** While the queue is long a free slot waits this long for others, so that they are filled together. */
    private static final long LINGER_MILLIS = 3;

    private final int count;
    private final Semaphore free;
    private int held;
    private int asked;
    private int met;

    public Slots(int count) {
        this.count = count;
        this.free = new Semaphore(count);
    }

    /** Waits for room; how many jobs to ask for. */
    public int await() throws InterruptedException {
        free.acquire();
        held = 1;
        if (isQueueLong()) {
            linger();
        }
        held += free.drainPermits();
        asked = isQueueLong() ? held : (held + 1) / 2;
        return asked;
    }

    private void linger() throws InterruptedException {
        try {
            if (free.tryAcquire(count - 1, LINGER_MILLIS, TimeUnit.MILLISECONDS)) {
                held = count;
            }
        } catch (InterruptedException e) {
            free.release();
            throw e;
        }
    }

    private boolean isQueueLong() {
        return met >= 2 * count;
    }

    /** So many jobs were there; each {@linkplain #release releases} its slot in the end. */
    public void took(int taken) {
        met = taken < asked ? 0 : Math.min(met + taken, 2 * count);
        free.release(held - taken);
        held = 0;
    }

    public void release() {
        free.release();
    }

    /** Waits until no slot is taken, and keeps them all; false when time ran out before. */
    public boolean close(long millis) throws InterruptedException {
        return free.tryAcquire(count, millis, TimeUnit.MILLISECONDS);
    }
}
