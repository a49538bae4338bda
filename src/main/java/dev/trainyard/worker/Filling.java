package dev.trainyard.worker;

import dev.trainyard.job.TraceContext;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.tenant.Threads;
import dev.trainyard.worker.JobInputs.InputGone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Fills a job folder on a thread of its own, so that who stops an attempt never waits for a store that is slow or a file that
 * is large: what is still on its way is given up, and the thread deletes the folder once it notices.
 */
final class Filling {

    private final Path folder;
    private final Leash leash;

    Filling(Path folder, Leash leash) {
        this.folder = folder;
        this.leash = leash;
    }

    /** Fetches what a trainer needs. */
    interface Work {
        void run() throws IOException, InterruptedException, InputGone;
    }

    /** Returns when the work is done, or when the leash says that it need not be. */
    void run(Work work) throws IOException, InterruptedException, InputGone {
        FutureTask<Boolean> filled = new FutureTask<>(() -> {
            work.run();
            return true;
        });
        Threads.named("inputs")
                .newThread(Tenant.handOn(TraceContext.handOn(() -> fill(filled))))
                .start();
        leash.whenStoppedBeforeBegin(() -> filled.cancel(true));
        try {
            filled.get();
        } catch (CancellationException e) {
            // Nobody needs it any more.
        } catch (ExecutionException e) {
            rethrow(Objects.requireNonNull(e.getCause()));
        }
    }

    private void fill(FutureTask<Boolean> filled) {
        filled.run();
        if (filled.isCancelled()) {
            Scratch.delete(folder);
        }
    }

    private static void rethrow(Throwable cause) throws IOException, InterruptedException, InputGone {
        if (cause instanceof IOException broken) {
            throw broken;
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof InputGone gone) {
            throw gone;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) cause;
    }
}
