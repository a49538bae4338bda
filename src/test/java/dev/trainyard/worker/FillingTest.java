package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trainyard.job.StopRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillingTest {

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
    private final Leash leash = new Leash(
            new WorkerSettings(
                    1, List.of(), null, null, List.of(), false, Duration.ZERO, Duration.ZERO, Duration.ZERO, null),
            clock);

    @TempDir
    Path scratch;

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    @Test
    void doesNotWaitForAFileThatNobodyNeedsAnyMoreAndLeavesNothingOfIt() throws Exception {
        Path folder = Files.createDirectory(scratch.resolve("job"));
        CountDownLatch arrives = new CountDownLatch(1);

        new Filling(folder, leash).run(() -> {
            leash.ask(StopRequest.CANCEL);
            awaitUninterruptibly(arrives);
            Files.writeString(folder.resolve("rows"), "late");
        });

        assertThat(leash.hasStoppedBeforeBegin()).isTrue();
        arrives.countDown();
        await().atMost(Duration.ofMinutes(10)).until(() -> Files.notExists(folder));
    }

    /** As a store does whose client does not heed interruptions. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // goes on waiting
            }
        }
    }

    @Test
    void doesNotBeginWhatIsStoppedAlready() throws Exception {
        leash.drain();
        CountDownLatch never = new CountDownLatch(1);
        new Filling(scratch.resolve("job"), leash).run(never::await);
        assertThat(leash.hasStoppedBeforeBegin()).isTrue();
    }

    @Test
    void finishesWhatIsToBeStoppedLater() throws Exception {
        Path folder = Files.createDirectory(scratch.resolve("job"));
        new Filling(folder, leash).run(() -> {
            leash.ask(StopRequest.FINISH);
            Files.writeString(folder.resolve("rows"), "here");
        });
        assertThat(folder.resolve("rows")).hasContent("here");
    }

    @Test
    void tellsWhatWentWrong() {
        IOException full = new IOException("the disk is full");
        assertThatThrownBy(() -> new Filling(scratch.resolve("job"), leash).run(() -> {
                    throw full;
                }))
                .isSameAs(full);
    }
}
