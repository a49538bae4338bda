package dev.trainyard.prediction;

import dev.trainyard.prediction.ExampleReader.Encoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Computes in one go what several callers ask at about the same time; each gets the answers of its own rows. */
final class Batches {

    private final Network network;
    private final Policy policy;
    private @Nullable Batch open;

    /** Answers encoded rows, row-major. */
    interface Network {

        float[] answer(Encoded encoded, int rows);
    }

    /**
     * When callers wait for each other.
     *
     * @param mostRows how many rows are computed in one go, 1 for no waiting
     * @param longest how long the first waits for others
     * @param fromBytes how large a model's file is at least; for smaller ones the wait costs more than it saves
     */
    record Policy(int mostRows, Duration longest, long fromBytes) {

        static final Policy NONE = new Policy(1, Duration.ZERO, Long.MAX_VALUE);

        Policy of(long modelBytes) {
            return modelBytes >= fromBytes ? this : NONE;
        }
    }

    Batches(Network network, Policy policy) {
        this.network = network;
        this.policy = policy;
    }

    float[] answer(Encoded encoded, int rows) {
        Course course = Course.atHand();
        if (course == null) {
            return together(encoded, rows);
        }
        long began = System.nanoTime();
        float[] answers = together(encoded, rows);
        course.inferred(rows, began);
        return answers;
    }

    private float[] together(Encoded encoded, int rows) {
        if (rows >= policy.mostRows()) {
            Course.ran(rows);
            return network.answer(encoded, rows);
        }
        Batch batch;
        int from;
        synchronized (this) {
            batch = open == null || open.rows + rows > policy.mostRows() ? new Batch() : open;
            open = batch;
            from = batch.add(encoded, rows);
            if (batch.rows == policy.mostRows()) {
                close(batch);
            }
        }
        if (from == 0) {
            compute(batch);
        }
        return batch.answers(from, rows);
    }

    /** Nobody joins it any more. */
    private synchronized void close(Batch batch) {
        if (open == batch) {
            open = null;
        }
        batch.closed.countDown();
    }

    private void compute(Batch batch) {
        try {
            batch.closed.await(Deadline.nanosLeft(policy.longest().toNanos()), TimeUnit.NANOSECONDS);
            close(batch);
            Course.ran(batch.rows);
            batch.answers.complete(Deadline.suspended(() -> network.answer(batch.joined(), batch.rows)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close(batch);
            batch.answers.completeExceptionally(new IllegalStateException("the service is stopping"));
        } catch (RuntimeException | Error e) {
            close(batch);
            batch.answers.completeExceptionally(e);
        }
    }

    /** Rows that are computed in one go; they are added under the lock of all batches. */
    private static final class Batch {

        private final List<Encoded> parts = new ArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private final CompletableFuture<float[]> answers = new CompletableFuture<>();
        private int rows;

        /** Where they begin. */
        int add(Encoded encoded, int count) {
            int from = rows;
            parts.add(encoded);
            rows += count;
            return from;
        }

        Encoded joined() {
            if (parts.size() == 1) {
                return parts.get(0);
            }
            float[] values = new float
                    [parts.stream().mapToInt(part -> part.values().length).sum()];
            int at = 0;
            for (Encoded part : parts) {
                System.arraycopy(part.values(), 0, values, at, part.values().length);
                at += part.values().length;
            }
            boolean told = parts.stream().allMatch(part -> part.lengths() != null);
            return new Encoded(
                    values,
                    told
                            ? parts.stream()
                                    .flatMapToInt(part -> Arrays.stream(part.lengths()))
                                    .toArray()
                            : null);
        }

        float[] answers(int from, int count) {
            try {
                float[] all = answers.join();
                int width = all.length / rows;
                return Arrays.copyOfRange(all, from * width, (from + count) * width);
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw e;
            }
        }
    }
}
