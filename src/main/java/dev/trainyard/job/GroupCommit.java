package dev.trainyard.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does the work of many threads in few goes, such as commits: whoever comes while nobody is at it does its own at once, and
 * whatever has collected meanwhile is done by the first of those who wait. Nobody waits for company.
 *
 * @param <W> a piece of work
 * @param <R> what comes of it
 */
final class GroupCommit<W, R> {

    private final int most;
    private final Function<W, Object> key;
    private final Function<List<W>, List<R>> work;
    private final Predicate<RuntimeException> concernsAll;
    private final Deque<Waiting<W, R>> waiting = new ArrayDeque<>();
    private boolean busy;

    /**
     * @param most pieces in one go
     * @param key pieces with the same are never in one go
     * @param work does pieces together, all or none; one result for each
     * @param concernsAll whether what was thrown lies with none of the pieces; after anything else each is tried alone
     */
    GroupCommit(
            int most,
            Function<W, Object> key,
            Function<List<W>, List<R>> work,
            Predicate<RuntimeException> concernsAll) {
        this.most = most;
        this.key = key;
        this.work = work;
        this.concernsAll = concernsAll;
    }

    /** Returns when the piece is done, whoever did it; what was thrown at it is thrown here. */
    R commit(W piece) {
        Waiting<W, R> mine = new Waiting<>(piece);
        boolean interrupted = Thread.interrupted(); // it would break off what others wait for
        if (!isFirst(mine)) {
            interrupted |= mine.await();
        }
        if (!mine.done) {
            lead(mine);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return mine.outcome();
    }

    /** How many pieces wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized boolean isFirst(Waiting<W, R> mine) {
        waiting.addLast(mine);
        boolean first = !busy;
        busy = true;
        return first;
    }

    private void lead(Waiting<W, R> mine) {
        List<Waiting<W, R>> group = group(mine);
        try {
            work(group);
        } finally {
            group.forEach(Waiting::end);
            next();
        }
    }

    /** A piece and those that wait and may go with it. */
    private synchronized List<Waiting<W, R>> group(Waiting<W, R> mine) {
        waiting.remove(mine);
        List<Waiting<W, R>> group = new ArrayList<>(List.of(mine));
        Set<Object> keys = new HashSet<>(Set.of(key.apply(mine.piece)));
        for (Iterator<Waiting<W, R>> each = waiting.iterator(); each.hasNext() && group.size() < most; ) {
            Waiting<W, R> other = each.next();
            if (keys.add(key.apply(other.piece))) {
                group.add(other);
                each.remove();
            }
        }
        return group;
    }

    private void work(List<Waiting<W, R>> group) {
        try {
            List<R> results = work.apply(group.stream().map(each -> each.piece).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).result = results.get(i);
            }
        } catch (RuntimeException e) {
            if (group.size() == 1 || concernsAll.test(e)) {
                group.forEach(each -> each.failure = e);
            } else {
                group.forEach(each -> work(List.of(each)));
            }
        }
    }

    /** Has the first of those who wait go on. */
    private synchronized void next() {
        Waiting<W, R> first = waiting.peekFirst();
        busy = first != null;
        if (first != null) {
            first.turn.countDown();
        }
    }

    private static final class Waiting<W, R> {

        private final W piece;
        private final CountDownLatch turn = new CountDownLatch(1);
        private @Nullable R result;
        private @Nullable RuntimeException failure;
        private volatile boolean done;

        Waiting(W piece) {
            this.piece = piece;
        }

        /** Waits until it is done or its turn to lead; whether the thread was interrupted meanwhile. */
        boolean await() {
            boolean interrupted = false;
            while (true) {
                try {
                    turn.await();
                    return interrupted;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }

        void end() {
            done = true;
            turn.countDown();
        }

        R outcome() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new IllegalStateException("the work broke off");
            }
            return result;
        }
    }
}
