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

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Function<K, V> database;

    Kept(Function<K, V> database) {
        this.database = database;
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
        } catch (RuntimeException | Error e) {
            entries.remove(key, own); // whoever comes next asks again
            own.found.completeExceptionally(e);
        }
        return own;
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
