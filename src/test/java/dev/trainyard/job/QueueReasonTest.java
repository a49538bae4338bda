package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.QueueOutlook.LiveWorker;
import dev.trainyard.job.QueueOutlook.Wish;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueueReasonTest {

    private static final LiveWorker IDLE = new LiveWorker(Set.of("big"), 1, 0, 0, 0);
    private static final LiveWorker BUSY = new LiveWorker(Set.of(), 2, 0, 2, 0);

    private static Wish wish(String device, List<String> labels) {
        return new Wish(device, labels, null, null, null);
    }

    @Test
    void saysThatNoWorkerRuns() {
        assertThat(QueueOutlook.reason(wish("auto", List.of()), List.of()))
                .isEqualTo("waiting for a worker; none is running");
    }

    @Test
    void saysThatNoGpuIsThereOrFree() {
        assertThat(QueueOutlook.reason(wish("gpu", List.of()), List.of(IDLE, BUSY)))
                .isEqualTo("waiting for 1 gpu; 0 of 0 free");
        LiveWorker withGpus = new LiveWorker(Set.of(), 2, 2, 2, 2);
        assertThat(QueueOutlook.reason(wish("gpu", List.of()), List.of(withGpus)))
                .isEqualTo("waiting for 1 gpu; 0 of 2 free");
    }

    @Test
    void saysThatNoWorkerHasTheLabels() {
        assertThat(QueueOutlook.reason(wish("cpu", List.of("big", "fast")), List.of(IDLE, BUSY)))
                .isEqualTo("waiting for a worker labelled big, fast; none of 2 is");
    }

    @Test
    void saysThatAllSlotsAreTaken() {
        assertThat(QueueOutlook.reason(wish("auto", List.of()), List.of(BUSY)))
                .isEqualTo("waiting for a slot; 0 of 2 free");
    }

    @Test
    void hasNothingToSayWhenASlotIsFree() {
        assertThat(QueueOutlook.reason(wish("auto", List.of("big")), List.of(IDLE, BUSY)))
                .isNull();
    }

    @Test
    void saysThatTheTenantsOtherJobsComeFirst() {
        assertThat(QueueOutlook.reason(new Wish("auto", List.of(), null, 3, null), List.of(IDLE)))
                .isEqualTo("waiting for another job of its tenant, which may run 3 at once");
    }

    @Test
    void saysThatTheOwnersOtherJobsComeFirst() {
        assertThat(QueueOutlook.reason(new Wish("auto", List.of(), 2, null, null), List.of(IDLE)))
                .isEqualTo("waiting for another job of its owner, who may run 2 at once");
    }

    @Test
    void saysUntilWhenAJobRestsAfterABreakdown() {
        OffsetDateTime later = OffsetDateTime.parse("2026-11-26T10:00:00Z");
        assertThat(QueueOutlook.reason(new Wish("auto", List.of(), null, null, later), List.of(IDLE)))
                .isEqualTo("waiting until 2026-11-26T10:00:00Z, for an attempt at it broke down");
    }

    @Test
    void reckonsWhenAJobBeginsFromWhatRunsAndWhatIsAhead() {
        assertThat(StartEstimate.secondsUntil(1, 2, List.of(7.0), null)).isZero();
        assertThat(StartEstimate.secondsUntil(1, 2, List.of(7.0, 9.0), null)).isEqualTo(7);
        assertThat(StartEstimate.secondsUntil(2, 2, List.of(7.0, 9.0), 10.0)).isEqualTo(9);
        assertThat(StartEstimate.secondsUntil(4, 2, List.of(7.0, 9.0), 10.0)).isEqualTo(19);
        assertThat(StartEstimate.secondsUntil(2, 2, List.of(7.0, 9.0), null))
                .as("how long the first takes is not known")
                .isNull();
        assertThat(StartEstimate.secondsLeft(null, 4, 10.0)).isEqualTo(6);
        assertThat(StartEstimate.secondsLeft(2.5, 4, 10.0)).isEqualTo(2.5);
    }
}
