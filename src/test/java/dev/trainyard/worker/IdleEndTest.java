package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.worker.IdleEnd.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleEndTest {

    private static final long SECOND = 1_000_000_000;

    private final Patience patience = new Patience(Duration.ofSeconds(60), 0);

    @Test
    void endsOnceWhenThereWasNothingToDoForLongEnough() {
        assertThat(patience.endsAt(60 * SECOND, false)).isFalse();
        assertThat(patience.endsAt(61 * SECOND, false)).isTrue();
        assertThat(patience.endsAt(62 * SECOND, false)).isFalse();
    }

    @Test
    void beginsAnewWithEachPieceOfWork() {
        assertThat(patience.endsAt(50 * SECOND, true)).isFalse();
        assertThat(patience.endsAt(500 * SECOND, true)).isFalse();
        assertThat(patience.endsAt(560 * SECOND, false)).isFalse();
        assertThat(patience.endsAt(561 * SECOND, false)).isTrue();
    }
}
