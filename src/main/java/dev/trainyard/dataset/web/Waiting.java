package dev.trainyard.dataset.web;

import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.DatasetWatch;
import dev.trainyard.dataset.upload.PartedUpload;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Tenant;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Holds answers until a data set is read. */
@Component
@ApiRole
class Waiting {

    static final Duration AFTER_UPLOAD = Duration.ofSeconds(10);

    private static final Duration UNTIL_JOINED = Duration.ofSeconds(30);
    private static final int MOST_SECONDS = 60;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final DatasetWatch watch;

    Waiting(DatasetWatch watch) {
        this.watch = watch;
    }

    /** @throws Problem {@code invalid_parameter} when the seconds are out of range */
    static Duration seconds(int wait) {
        if (wait < 0 || wait > MOST_SECONDS) {
            throw Problem.invalidParameter(
                    "wait is %d; it is a number of seconds from 0 to %d".formatted(wait, MOST_SECONDS));
        }
        return Duration.ofSeconds(wait);
    }

    DeferredResult<ResponseEntity<DatasetView>> untilRead(
            String id, Duration atMost, Function<Dataset, ResponseEntity<DatasetView>> answer) {
        return until(watch.whenRead(id, atMost).thenApply(answer), atMost);
    }

    /** Answers when the upload is completed and its data set is read, or with what there is when the time is up. */
    DeferredResult<ResponseEntity<?>> untilCompleted(
            CompletableFuture<PartedUpload> completing,
            Function<Dataset, ResponseEntity<?>> answer,
            Supplier<ResponseEntity<?>> meanwhile) {
        Executor its = Tenant.handingOn(ForkJoinPool.commonPool());
        CompletableFuture<ResponseEntity<?>> answered = completing
                .thenApply(upload -> Optional.ofNullable(upload.datasetId()))
                .completeOnTimeout(Optional.empty(), UNTIL_JOINED.toMillis(), TimeUnit.MILLISECONDS)
                .thenComposeAsync(
                        dataset -> dataset.isEmpty()
                                ? CompletableFuture.supplyAsync(meanwhile, its)
                                : watch.whenRead(dataset.get(), AFTER_UPLOAD).thenApply(answer),
                        its);
        return until(answered, UNTIL_JOINED.plus(AFTER_UPLOAD));
    }

    private static <T> DeferredResult<T> until(CompletableFuture<T> answer, Duration atMost) {
        DeferredResult<T> result = new DeferredResult<>(atMost.plus(GRACE).toMillis());
        answer.whenComplete((done, error) -> {
            if (error == null) {
                result.setResult(done);
            } else {
                result.setErrorResult(
                        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
        });
        return result;
    }
}
