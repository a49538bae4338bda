package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.QueueOutlook.LiveWorker;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueReasonTest {

    private static final LiveWorker IDLE = new LiveWorker(Set.of("big"), 1, 0, 0, 0);
    private static final LiveWorker BUSY = new LiveWorker(Set.of(), 2, 0, 2, 0);

    @Test
    void saysThatNoWorkerRuns() {
        assertThat(QueueOutlook.reason("auto", List.of(), List.of()))
                .isEqualTo("waiting for a worker; none is running");
    }

    @Test
    void saysThatNoGpuIsThereOrFree() {
        assertThat(QueueOutlook.reason("gpu", List.of(), List.of(IDLE, BUSY)))
                .isEqualTo("waiting for 1 gpu; 0 of 0 free");
        LiveWorker withGpus = new LiveWorker(Set.of(), 2, 2, 2, 2);
        assertThat(QueueOutlook.reason("gpu", List.of(), List.of(withGpus)))
                .isEqualTo("waiting for 1 gpu; 0 of 2 free");
    }

    @Test
    void saysThatNoWorkerHasTheLabels() {
        assertThat(QueueOutlook.reason("cpu", List.of("big", "fast"), List.of(IDLE, BUSY)))
                .isEqualTo("waiting for a worker labelled big, fast; none of 2 is");
    }

    @Test
    void saysThatAllSlotsAreTaken() {
        assertThat(QueueOutlook.reason("auto", List.of(), List.of(BUSY))).isEqualTo("waiting for a slot; 0 of 2 free");
    }

    @Test
    void hasNothingToSayWhenASlotIsFree() {
        assertThat(QueueOutlook.reason("auto", List.of("big"), List.of(IDLE, BUSY)))
                .isNull();
    }
}
