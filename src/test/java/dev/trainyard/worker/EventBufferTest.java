package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.job.JobState;
import dev.trainyard.job.NewEvent;
import dev.trainyard.job.Phase;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.worker.EventBuffer.Entered;
import dev.trainyard.worker.EventBuffer.Happened;
import dev.trainyard.worker.EventBuffer.Item;
import dev.trainyard.worker.EventBuffer.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class EventBufferTest {

    private static final Item WARNING = new Happened(new NewEvent.Warning("w", "look"));
    private static final Item EPOCH = metrics(1, true);

    private final EventBuffer buffer = new EventBuffer(3, 0);

    @Test
    void dropsValuesFromTheWayThroughAnEpochFirstAndTheOldestOfThem() throws InterruptedException {
        Item newest = metrics(3, false);
        for (Item item : List.of(metrics(2, false), EPOCH, newest, WARNING)) {
            assertThat(buffer.put(item)).isTrue();
        }
        assertThat(buffer.takeAll()).containsExactly(EPOCH, newest, WARNING);
    }

    @Test
    void dropsANewcomerThatIsOnlyOnTheWayWhenAllOthersMatter() throws InterruptedException {
        for (Item item : List.of(EPOCH, WARNING, EPOCH, metrics(2, false))) {
            assertThat(buffer.put(item)).isTrue();
        }
        assertThat(buffer.takeAll()).containsExactly(EPOCH, WARNING, EPOCH);
    }

    @Test
    void waitsForRoomRatherThanLoseAnEpoch() throws Exception {
        for (int i = 0; i < 3; i++) {
            buffer.put(EPOCH);
        }
        CompletableFuture<Boolean> fourth = CompletableFuture.supplyAsync(() -> putUnchecked(buffer, WARNING));
        assertThat(buffer.takeAll()).hasSize(3);
        assertThat(fourth.get(5, TimeUnit.MINUTES)).isTrue();
        assertThat(buffer.takeAll()).containsExactly(WARNING);
    }

    @Test
    void losesNothingButValuesOnTheWayHoweverSlowTheReader() throws Exception {
        EventBuffer small = new EventBuffer(10, 0);
        Random random = new Random(11);
        List<Item> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            all.add(any(random, i));
        }
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            all.forEach(item -> putUnchecked(small, item));
            small.close();
        });
        List<Item> taken = new ArrayList<>();
        for (List<Item> some = small.takeAll(); !some.isEmpty(); some = small.takeAll()) {
            taken.addAll(some);
        }
        writing.get(5, TimeUnit.MINUTES);
        assertThat(taken).isSubsetOf(all);
        assertThat(taken.stream().filter(EventBufferTest::matters))
                .containsExactlyElementsOf(
                        all.stream().filter(EventBufferTest::matters).toList());
        assertThat(taken).isSortedAccordingTo(Comparator.comparingInt(all::indexOf));
    }

    private static Item any(Random random, int i) {
        return switch (random.nextInt(10)) {
            case 0 -> metrics(i, true);
            case 1 -> new Happened(new NewEvent.Warning("w" + i, "look"));
            case 2 -> new Happened(new NewEvent.State(JobState.RUNNING, Phase.TRAINING, i, null, null, null));
            case 3 -> new Written(new CheckpointWritten("c" + i, i, i, Map.of()));
            default -> metrics(i, false);
        };
    }

    private static boolean matters(Item item) {
        return !(item instanceof Happened happened && happened.isDroppable());
    }

    private static boolean putUnchecked(EventBuffer buffer, Item item) {
        try {
            return buffer.put(item);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void handsOutAPhaseAtOnceAndOtherThingsTogether() throws InterruptedException {
        EventBuffer patient = new EventBuffer(100, 3_600_000);
        patient.put(EPOCH);
        assertThat(patient.takeAll()).as("the first does not wait").containsExactly(EPOCH);
        patient.put(WARNING);
        patient.put(new Entered(Phase.EVALUATING));
        assertThat(patient.takeAll()).hasSize(2);
    }

    @Test
    void givesWhatIsLeftOnceItIsClosed() throws InterruptedException {
        buffer.put(WARNING);
        buffer.close();
        assertThat(buffer.put(EPOCH)).isFalse();
        assertThat(buffer.takeAll()).containsExactly(WARNING);
        assertThat(buffer.takeAll()).isEmpty();
    }

    private static Item metrics(int epoch, boolean endOfEpoch) {
        return new Happened(
                new NewEvent.Metrics(epoch, epoch, Map.of("train/loss", 1.0), 0, null, null, null, endOfEpoch));
    }
}
