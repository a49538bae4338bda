package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.prediction.ExampleReader.Encoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final Batches.Policy FOUR = new Batches.Policy(4, Duration.ofMinutes(5), 1000);

    private final List<Integer> runs = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void answersSeveralCallersInOneGoEachItsOwn() throws Exception {
        Batches batches = new Batches(this::doubled, FOUR);
        List<Future<float[]>> answers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            float own = caller;
            answers.add(callers.submit(() -> batches.answer(row(own), 1)));
        }

        for (int caller = 0; caller < 8; caller++) {
            assertThat(answers.get(caller).get()).containsExactly(2f * caller, 2f * caller + 1);
        }
        assertThat(runs).containsExactly(4, 4);
    }

    @Test
    void waitsForNobodyWhereOneCallerHasEnoughOrTheModelIsSmall() {
        new Batches(this::doubled, FOUR).answer(new Encoded(new float[4], null), 4);
        new Batches(this::doubled, FOUR.of(999)).answer(row(1), 1);
        new Batches(this::doubled, new Batches.Policy(4, Duration.ZERO, 0)).answer(row(1), 1);

        assertThat(runs).containsExactly(4, 1, 1);
    }

    @Test
    void tellsEachCallerWhatWentWrong() {
        Batches batches = new Batches(
                (encoded, rows) -> {
                    throw new IllegalStateException("broken");
                },
                new Batches.Policy(2, Duration.ofMinutes(5), 0));
        Future<float[]> other = callers.submit(() -> batches.answer(row(1), 1));

        assertThatThrownBy(() -> batches.answer(row(2), 1)).hasMessage("broken");
        assertThatThrownBy(other::get).isInstanceOf(ExecutionException.class).hasMessageContaining("broken");
    }

    /** Two answers a row: twice its number, and one more. */
    private float[] doubled(Encoded encoded, int rows) {
        runs.add(rows);
        float[] answers = new float[2 * rows];
        for (int row = 0; row < rows; row++) {
            answers[2 * row] = 2 * encoded.values()[row];
            answers[2 * row + 1] = 2 * encoded.values()[row] + 1;
        }
        return answers;
    }

    private static Encoded row(float number) {
        return new Encoded(new float[] {number}, null);
    }
}
