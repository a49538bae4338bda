package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.tenant.Tenant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many calls compute at once and so many wait; the others are refused at once, so that those who are let in are
 * answered soon. No model has more than half of the places to wait. The calls of a model that are all short wait for nobody.
 */
final class Entrance {

    /** Nobody waits longer than that for a place. */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Semaphore places;
    private final int ofOneModel;
    private final int mostWaiting;
    private final Map<String, Calls> calls = new ConcurrentHashMap<>();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private volatile int allWaiting;

    /** @param ofOneModel how many of those that compute at once may be of one model */
    Entrance(int atOnce, int ofOneModel, int mostWaiting) {
        this.places = new Semaphore(atOnce, true);
        this.ofOneModel = ofOneModel;
        this.mostWaiting = mostWaiting;
    }

    /** Those of one model; how many of them wait is guarded by the entrance. */
    private final class Calls {

        private final Pace pace = new Pace();
        private final Semaphore own = new Semaphore(ofOneModel, true);
        private int waiting;

        boolean enter() {
            if (!own.tryAcquire()) {
                return false;
            }
            boolean placed = places.tryAcquire();
            if (!placed) {
                own.release();
            }
            return placed;
        }

        boolean enterWithin(long nanos) throws InterruptedException {
            long end = System.nanoTime() + nanos;
            if (!own.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
            boolean placed = false;
            try {
                placed = places.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } finally {
                if (!placed) {
                    own.release();
                }
            }
            return placed;
        }

        void leave() {
            places.release();
            own.release();
        }

        boolean areLongAndMany() {
            return !pace.isShort() && (own.availablePermits() == 0 || noPlaceIsFree());
        }
    }

    /**
     * Works as soon as there is a place. Work within work has the place of that.
     *
     * @throws Problem {@code too_many_requests} or {@code unavailable} when too many wait, or the time is up
     */
    <T> T through(String model, Supplier<T> work) {
        if (inside.get()) {
            return work.get();
        }
        Deadline.check();
        Calls its = calls.computeIfAbsent(its(model), name -> new Calls());
        boolean placed = its.enter();
        if (!placed && !its.pace.isShort()) {
            waitFor(model, its);
            placed = true;
        }
        Pace.Begin begin = its.pace.begin();
        Course.placed(begin.wall());
        inside.set(true);
        try {
            return work.get();
        } finally {
            inside.set(false);
            if (placed) {
                its.leave();
            }
            its.pace.tookSince(begin);
        }
    }

    /** Whether a call may have to wait. */
    boolean isFull() {
        return allWaiting > 0 || noPlaceIsFree();
    }

    private boolean noPlaceIsFree() {
        return places.availablePermits() == 0;
    }

    /** Why a call would be refused, before any work is put into it; null when it would not be. */
    @Nullable
    Problem refusal(String model) {
        Calls its = calls.get(its(model));
        boolean waits = its == null ? noPlaceIsFree() : its.areLongAndMany();
        return waits ? lineRefusal(model, its) : null;
    }

    private void waitFor(String model, Calls its) {
        line(model, its);
        try {
            if (!its.enterWithin(Deadline.nanosLeft(LONGEST_NANOS))) {
                throw Deadline.passed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemType.UNAVAILABLE, "the service is stopping");
        } finally {
            leave(its);
        }
    }

    private synchronized void line(String model, Calls its) {
        Problem refusal = lineRefusal(model, its);
        if (refusal != null) {
            throw refusal;
        }
        its.waiting++;
        allWaiting++;
    }

    private synchronized @Nullable Problem lineRefusal(String model, @Nullable Calls its) {
        if (allWaiting >= mostWaiting) {
            return new Problem(
                    ProblemType.UNAVAILABLE,
                    "%d calls wait already, as many as may; try again in a few seconds".formatted(allWaiting));
        }
        int waiting = its == null ? 0 : its.waiting;
        return waiting < Math.max(1, mostWaiting / 2)
                ? null
                : new Problem(
                        ProblemType.TOO_MANY_REQUESTS,
                        "%d calls of %s wait already, as many as one model may have; try again in a few seconds"
                                .formatted(waiting, model));
    }

    private synchronized void leave(Calls its) {
        allWaiting--;
        its.waiting--;
    }

    /** How many wait. */
    int waiting() {
        return allWaiting;
    }

    /** Several tenants may have models of one name. */
    private static String its(String model) {
        return Tenant.told() + "/" + model;
    }
}
