package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class RoundsTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void goOnWhateverBecameOfOne() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(4);
        try (Rounds rounds = new Rounds("test", "A round", () -> fail(begun))) {
            rounds.start(Duration.ZERO, SHORT);
            assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void fail(CountDownLatch begun) {
        begun.countDown();
        switch ((int) begun.getCount()) {
            case 3 -> throw new DataAccessResourceFailureException("away");
            case 2 -> throw new IllegalStateException("wrong");
            default -> throw new NoClassDefFoundError("Gone");
        }
    }

    @Test
    void endWhenClosedAndMayBeginAgain() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Rounds rounds = new Rounds("test", "A round", begun::countDown);
        assertThat(rounds.isRunning()).isFalse();
        rounds.start(Duration.ofDays(1), SHORT);
        assertThat(rounds.isRunning()).isTrue();
        rounds.close();
        assertThat(rounds.isRunning()).isFalse();
        rounds.start(Duration.ZERO, SHORT);
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        rounds.close();
    }
}
