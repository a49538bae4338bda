package dev.trainyard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KeptTest {

    private final AtomicInteger asked = new AtomicInteger();
    private Supplier<String> database = () -> "first";
    private final Kept<String, String> kept = new Kept<>(key -> {
        asked.incrementAndGet();
        return database.get();
    });

    @Test
    void asksOnceHoweverManyWantToKnow() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        CountDownLatch answered = new CountDownLatch(1);
        database = () -> {
            await(answered);
            return "first";
        };
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(callers.submit(() -> kept.get("a", 0, Runnable::run)));
        }
        answered.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("first");
        }
        callers.shutdown();
        assertThat(asked).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void givesWhatMayBeOldAndAsksBehindTheCaller() {
        List<Runnable> behind = new ArrayList<>();
        assertThat(kept.get("a", 0, behind::add)).isEqualTo("first");
        database = () -> "second";

        assertThat(kept.get("a", 0, behind::add)).isEqualTo("first");
        assertThat(behind).isEmpty();
        assertThat(kept.get("a", 1, behind::add)).isEqualTo("first");
        assertThat(kept.get("a", 1, behind::add)).isEqualTo("first");
        assertThat(behind).hasSize(1);
        behind.remove(0).run();
        assertThat(kept.get("a", 1, behind::add)).isEqualTo("second");
        assertThat(behind).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void goesOnWithWhatIsKnownWhileTheDatabaseIsAway() {
        kept.get("a", 0, Runnable::run);
        database = () -> {
            throw new IllegalStateException("no connection");
        };
        assertThat(kept.get("a", 1, Runnable::run)).isEqualTo("first");
        assertThat(kept.get("a", 2, Runnable::run)).isEqualTo("first");
        assertThatThrownBy(() -> kept.get("b", 2, Runnable::run)).hasMessage("no connection");

        database = () -> "second";
        kept.get("a", 3, Runnable::run);
        assertThat(kept.get("a", 3, Runnable::run)).isEqualTo("second");
        assertThat(kept.get("b", 3, Runnable::run)).isEqualTo("second");
    }

    @Test
    void forgetsWhatIsGone() {
        kept.get("a", 0, Runnable::run);
        database = () -> {
            throw Problem.notFound("there is no a");
        };
        assertThat(kept.known("a")).contains("first");
        kept.get("a", 1, Runnable::run);

        assertThat(kept.known("a")).isEmpty();
        assertThatThrownBy(() -> kept.get("a", 1, Runnable::run)).hasMessage("there is no a");
    }

    @Test
    void asksForWhatHasChangedAndGoesOnWithWhatItWasWhileTheDatabaseIsAway() {
        kept.get("a", 0, Runnable::run);
        Supplier<String> away = () -> {
            throw new IllegalStateException("no connection");
        };
        database = () -> "second";
        Kept<String, String> changed = kept.afterAChange();
        assertThat(changed.known("a")).isEmpty();
        assertThat(changed.get("a", 0, Runnable::run)).isEqualTo("second");

        database = away;
        Kept<String, String> twice = changed.afterAChange().afterAChange();
        assertThat(twice.get("a", 0, Runnable::run)).isEqualTo("second");
        assertThatThrownBy(() -> twice.get("b", 0, Runnable::run)).hasMessage("no connection");
        database = () -> "third";
        twice.get("a", 1, Runnable::run);
        assertThat(twice.get("a", 1, Runnable::run)).isEqualTo("third");
    }

    @Test
    void doesNotGoBackToWhatIsGone() {
        kept.get("a", 0, Runnable::run);
        Kept<String, String> changed = kept.afterAChange();
        database = () -> {
            throw Problem.notFound("there is no a");
        };
        assertThatThrownBy(() -> changed.get("a", 0, Runnable::run)).hasMessage("there is no a");
        database = () -> {
            throw new IllegalStateException("no connection");
        };
        assertThatThrownBy(() -> changed.get("a", 0, Runnable::run)).hasMessage("no connection");
    }

    @Test
    void asksInLaterRoundsWhereThereWasNoRoomToAsk() {
        kept.get("a", 0, Runnable::run);
        database = () -> "second";
        kept.get("a", 1, full -> {
            throw new RejectedExecutionException();
        });
        kept.get("a", 1, Runnable::run);

        assertThat(kept.get("a", 1, Runnable::run)).isEqualTo("second");
    }
}
