package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.TrainerEvent.Phase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextSpareTest {

    private static final TrainerEvent NEWS = new TrainerEvent.Logged("info", "still at it");

    private final List<String> done = new ArrayList<>();
    private long now;
    private final NextSpare next = new NextSpare(() -> done.add("if one waits"), () -> done.add("start"), () -> now);

    @Test
    void isStartedAtOnceOnlyForAJobThatWaits() {
        next.hear(new TrainerEvent.PhaseStarted(Phase.PREPARING));
        assertThat(done).isEmpty();

        next.hear(new TrainerEvent.PhaseStarted(Phase.TRAINING));
        next.hear(NEWS);

        assertThat(done).containsExactly("if one waits");
    }

    @Test
    void isStartedOnceBesideATrainingThatLasts() {
        next.hear(new TrainerEvent.PhaseStarted(Phase.TRAINING));
        now += NextSpare.LASTING.toNanos() - 1;
        next.hear(NEWS);
        assertThat(done).doesNotContain("start");

        now++;
        next.hear(NEWS);
        next.hear(NEWS);

        assertThat(done).containsExactly("if one waits", "start");
    }

    @Test
    void takesNothingFromAJobThatIsHardlyAnyWork() {
        TestJob job = TestJob.twoClasses(100);

        assertThat(NextSpare.isOverAtOnce(job.training("{\"epochs\":5}").resolved()))
                .isTrue();
        assertThat(NextSpare.isOverAtOnce(job.training("{\"epochs\":100000000}").resolved()))
                .isFalse();
    }

    @Test
    void isNotStartedBesideWhatDoesNotTrain() {
        next.hear(new TrainerEvent.PhaseStarted(Phase.PREPARING));
        now += 10 * NextSpare.LASTING.toNanos();
        next.hear(NEWS);

        assertThat(done).isEmpty();
    }
}
