package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntranceTest {

    private Entrance entrance = new Entrance(1, 1, 4);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Future<String>> answers = new ArrayList<>();

    @AfterEach
    void stop() {
        Deadline.onThisThread(null);
        end.countDown();
        callers.shutdownNow();
    }

    @Test
    void refusesAtOnceWhoFindsNoPlaceToWait() throws Exception {
        occupy();
        line("busy", 2);
        assertThat(refused("busy").type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        line("other", 2);
        assertThat(refused("third").type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(entrance.refusal("busy").type()).isEqualTo(ProblemType.UNAVAILABLE);

        end.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isIn("first", "busy", "other");
        }
        assertThat(entrance.waiting()).isZero();
        assertThat(entrance.refusal("busy")).isNull();
        assertThat(entrance.<String>through("third", () -> "in")).isEqualTo("in");
    }

    @Test
    void waitsNoLongerThanTheCallerDoes() throws Exception {
        occupy();
        Deadline.onThisThread(Deadline.of("1ms"));

        assertThat(refused("late").getMessage()).contains("X-Request-Timeout");
        assertThat(entrance.waiting()).isZero();
    }

    @Test
    void givesWorkWithinWorkThePlaceOfThat() {
        assertThat(entrance.<String>through("a", () -> entrance.through("b", () -> "both")))
                .isEqualTo("both");
    }

    @Test
    void leavesAPlaceToOtherModels() throws Exception {
        entrance = new Entrance(2, 1, 4);
        occupy();
        line("first", 2);
        assertThat(entrance.refusal("first").type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(entrance.refusal("second")).isNull();
        assertThat(entrance.<String>through("second", () -> "in")).isEqualTo("in");

        end.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("first");
        }
    }

    @Test
    void letsShortCallsPass() throws Exception {
        for (int call = 0; call < 1000; call++) {
            entrance.through("short", () -> "in");
        }
        occupy();
        line("long", 2);

        assertThat(entrance.refusal("long").type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        assertThat(entrance.refusal("short")).isNull();
        assertThat(entrance.<String>through("short", () -> "in")).isEqualTo("in");
    }

    @Test
    void seesLongCallsAmongShortOnes() throws Exception {
        for (int call = 0; call < 1000; call++) {
            entrance.through("mixed", () -> "in");
        }
        for (int call = 0; call < 4; call++) {
            entrance.through("mixed", EntranceTest::compute);
            entrance.through("mixed", () -> "in");
        }
        occupy();
        line("mixed", 2);

        assertThat(entrance.refusal("mixed").type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
    }

    /** Two milliseconds of the processor, however long they take. */
    private static String compute() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + 2_000_000;
        while (threads.getCurrentThreadCpuTime() < end) {
            Thread.onSpinWait();
        }
        return "computed";
    }

    private Problem refused(String model) {
        return catchThrowableOfType(Problem.class, () -> entrance.through(model, () -> "in"));
    }

    private void occupy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        answers.add(callers.submit(() -> entrance.through("first", () -> {
            begun.countDown();
            awaitEnd();
            return "first";
        })));
        begun.await();
    }

    private void line(String model, int count) {
        int before = entrance.waiting();
        for (int i = 0; i < count; i++) {
            answers.add(callers.submit(() -> entrance.through(model, () -> model)));
        }
        while (entrance.waiting() < before + count) {
            Thread.onSpinWait();
        }
    }

    private void awaitEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
