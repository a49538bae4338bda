package dev.trainyard.model;

import dev.trainyard.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the database said, by what it was asked. However many ask the same at once, it is asked once; what may be old is given all
 * the same, and asked again behind the caller's back.
 */
final class Kept<K, V> {

    /** Of what is not asked for any more, so much is remembered. */
    private static final int MOST_OUTDATED = 10_000;

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Function<K, V> database;

    /** What was known before something changed. */
    private final Map<K, V> outdated;

    Kept(Function<K, V> database) {
        this(database, new ConcurrentHashMap<>());
    }

    private Kept(Function<K, V> database, Map<K, V> outdated) {
        this.database = database;
        this.outdated = outdated;
    }

    /** One that asks for everything anew, and gives what was known only where the database does not answer. */
    Kept<K, V> afterAChange() {
        Map<K, V> all = new ConcurrentHashMap<>(outdated.size() < MOST_OUTDATED ? outdated : Map.of());
        entries.keySet().forEach(key -> known(key).ifPresent(value -> all.put(key, value)));
        return new Kept<>(database, all);
    }

    private static final class Entry<V> {

        private final CompletableFuture<V> found;
        private final AtomicBoolean beingRenewed = new AtomicBoolean();
        private volatile long round;

        Entry(CompletableFuture<V> found, long round) {
            this.found = found;
            this.round = round;
        }
    }

    /**
     * @param round what was found in an earlier one may be old
     * @param behind asks again
     */
    V get(K key, long round, Executor behind) {
        Entry<V> entry = entries.get(key);
        if (entry == null) {
            entry = ask(key, round);
        }
        if (entry.round != round && entry.found.isDone() && entry.beingRenewed.compareAndSet(false, true)) {
            renewBehind(key, entry, round, behind);
        }
        return join(entry);
    }

    /** What is known without asking. */
    Optional<V> known(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null || !entry.found.isDone() || entry.found.isCompletedExceptionally()) {
            return Optional.empty();
        }
        return Optional.of(entry.found.join());
    }

    private Entry<V> ask(K key, long round) {
        Entry<V> own = new Entry<>(new CompletableFuture<>(), round);
        Entry<V> first = entries.putIfAbsent(key, own);
        if (first != null) {
            return first;
        }
        try {
            own.found.complete(database.apply(key));
            outdated.remove(key);
        } catch (Problem gone) {
            outdated.remove(key);
            failed(key, own, gone);
        } catch (RuntimeException | Error e) {
            V before = outdated.get(key);
            if (before == null) {
                failed(key, own, e);
            } else {
                own.found.complete(before); // until the next round
            }
        }
        return own;
    }

    /** Whoever comes next asks again. */
    private void failed(K key, Entry<V> entry, Throwable e) {
        entries.remove(key, entry);
        entry.found.completeExceptionally(e);
    }

    private void renewBehind(K key, Entry<V> entry, long round, Executor behind) {
        try {
            behind.execute(() -> renew(key, entry, round));
        } catch (RejectedExecutionException e) {
            entry.beingRenewed.set(false);
        }
    }

    private void renew(K key, Entry<V> entry, long round) {
        try {
            entries.replace(key, entry, new Entry<>(CompletableFuture.completedFuture(database.apply(key)), round));
        } catch (Problem gone) {
            entries.remove(key, entry);
        } catch (RuntimeException e) {
            entry.round = round; // the database is away: what is known is better than nothing
            entry.beingRenewed.set(false);
        }
    }

    private static <V> V join(Entry<V> entry) {
        try {
            return entry.found.join();
        } catch (CompletionException e) {
            throw unwrapped(e.getCause(), e);
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause, CompletionException e) {
        return cause instanceof RuntimeException known ? known : e;
    }
}
