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
    private final int mostWaiting;
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);
    private int allWaiting;

    Entrance(int atOnce, int mostWaiting) {
        this.places = new Semaphore(atOnce, true);
        this.mostWaiting = mostWaiting;
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
        Pace pace = paces.computeIfAbsent(its(model), name -> new Pace());
        boolean placed = places.tryAcquire();
        if (!placed && !pace.isShort()) {
            waitFor(model);
            placed = true;
        }
        Pace.Begin begin = pace.begin();
        inside.set(true);
        try {
            return work.get();
        } finally {
            inside.set(false);
            if (placed) {
                places.release();
            }
            pace.tookSince(begin);
        }
    }

    /** Whether a call may have to wait. */
    boolean isFull() {
        return places.availablePermits() == 0;
    }

    /** Why a call would be refused, before any work is put into it; null when it would not be. */
    @Nullable
    Problem refusal(String model) {
        Pace pace = paces.get(its(model));
        return isFull() && (pace == null || !pace.isShort()) ? lineRefusal(model) : null;
    }

    private void waitFor(String model) {
        line(model);
        try {
            if (!places.tryAcquire(Deadline.nanosLeft(LONGEST_NANOS), TimeUnit.NANOSECONDS)) {
                throw Deadline.passed();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(ProblemType.UNAVAILABLE, "the service is stopping");
        } finally {
            leave(model);
        }
    }

    private synchronized void line(String model) {
        Problem refusal = lineRefusal(model);
        if (refusal != null) {
            throw refusal;
        }
        waiting.merge(its(model), 1, Integer::sum);
        allWaiting++;
    }

    private synchronized @Nullable Problem lineRefusal(String model) {
        if (allWaiting >= mostWaiting) {
            return new Problem(
                    ProblemType.UNAVAILABLE,
                    "%d calls wait already, as many as may; try again in a few seconds".formatted(allWaiting));
        }
        int its = waiting.getOrDefault(its(model), 0);
        return its < Math.max(1, mostWaiting / 2)
                ? null
                : new Problem(
                        ProblemType.TOO_MANY_REQUESTS,
                        "%d calls of %s wait already, as many as one model may have; try again in a few seconds"
                                .formatted(its, model));
    }

    private synchronized void leave(String model) {
        allWaiting--;
        waiting.compute(its(model), (name, count) -> count == null || count <= 1 ? null : count - 1);
    }

    /** How many wait. */
    synchronized int waiting() {
        return allWaiting;
    }

    /** Several tenants may have models of one name. */
    private static String its(String model) {
        return Tenant.told() + "/" + model;
    }
}
