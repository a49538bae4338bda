package dev.trainyard.dataset;

import dev.trainyard.database.Notifications;
import dev.trainyard.tenant.Tenant;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Service;

/** Waits for readings to end without holding a thread. */
@Service
public class DatasetWatch {

    private final Datasets datasets;
    private final DatasetSignals signals;
    private final AsyncTaskExecutor executor;

    DatasetWatch(Datasets datasets, DatasetSignals signals, AsyncTaskExecutor applicationTaskExecutor) {
        this.datasets = datasets;
        this.signals = signals;
        this.executor = applicationTaskExecutor;
    }

    /** The data set once it is read, or as it is when the time is up. */
    public CompletableFuture<Dataset> whenRead(String id, Duration atMost) {
        Dataset now = datasets.get(id);
        if (now.state().isTerminal() || atMost.isZero()) {
            return CompletableFuture.completedFuture(now);
        }
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        Executor its = Tenant.handingOn(executor);
        Notifications.Subscription subscription = signals.onRead(id, () -> its.execute(() -> look(id, over)));
        look(id, over);
        return over.completeOnTimeout(false, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((read, error) -> subscription.close())
                .thenApplyAsync(read -> datasets.get(id), its);
    }

    private void look(String id, CompletableFuture<Boolean> over) {
        try {
            if (datasets.get(id).state().isTerminal()) {
                over.complete(true);
            }
        } catch (RuntimeException e) {
            over.completeExceptionally(e);
        }
    }
}
