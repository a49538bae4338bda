package dev.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class HeartbeatTest {

    private static final Duration SHORT = Duration.ofMillis(1);

    @Test
    void beatsWhileOtherThingsAreDone() throws Exception {
        CountDownLatch beats = new CountDownLatch(3);

        try (Heartbeat heart = new Heartbeat(
                () -> {
                    beats.countDown();
                    return true;
                },
                SHORT)) {
            assertThat(beats.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(heart.isHeard()).isTrue();
        }
    }

    @Test
    void outlivesADatabaseThatIsAwayAndKnowsAReadingThatIsLost() throws Exception {
        CountDownLatch beats = new CountDownLatch(3);

        try (Heartbeat heart = new Heartbeat(
                () -> {
                    beats.countDown();
                    if (beats.getCount() == 2) {
                        throw new DataAccessResourceFailureException("away");
                    }
                    return false;
                },
                SHORT)) {
            assertThat(beats.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(heart.isHeard()).isFalse();
        }
    }
}
