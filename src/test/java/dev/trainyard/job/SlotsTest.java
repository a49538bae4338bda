package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {

    private final Slots slots = new Slots(4);

    @Test
    void asksForHalfOfWhatIsFreeSoThatOthersGetSome() throws InterruptedException {
        assertThat(slots.await()).isEqualTo(2);
        slots.took(2);
        assertThat(slots.await()).isEqualTo(1);
        slots.took(1);
        assertThat(slots.await()).isEqualTo(1);
    }

    @Test
    void asksForAllOnceTheQueueHasProvedToBeLongAndForHalfWhenItHasNot() throws InterruptedException {
        for (int met = 0; met < 8; met += 2) {
            assertThat(slots.await()).isEqualTo(2);
            slots.took(2);
            slots.release();
            slots.release();
        }
        assertThat(slots.await()).isEqualTo(4);
        slots.took(3);
        release(3);
        assertThat(slots.await()).isEqualTo(2);
    }

    @Test
    void isClosedOnceNothingRunsAnyMore() throws InterruptedException {
        slots.await();
        slots.took(2);
        assertThat(slots.close(0)).isFalse();
        release(2);
        assertThat(slots.close(0)).isTrue();
    }

    private void release(int some) {
        for (int i = 0; i < some; i++) {
            slots.release();
        }
    }
}
