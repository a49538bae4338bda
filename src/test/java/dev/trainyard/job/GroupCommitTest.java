package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final List<List<String>> goes = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final GroupCommit<String, String> commits = commits(pieces -> {
        goes.add(pieces);
        if (pieces.contains("broken")) {
            throw new IllegalArgumentException("broken");
        }
        if (pieces.contains("away")) {
            throw new IllegalStateException("away");
        }
        return pieces.stream().map(String::toUpperCase).toList();
    });

    /** The first piece keeps the others waiting until {@link #release}. Pieces are of one key when they begin alike. */
    private GroupCommit<String, String> commits(Function<List<String>, List<String>> work) {
        return new GroupCommit<>(
                3,
                piece -> piece.charAt(0),
                pieces -> {
                    if (pieces.contains("first")) {
                        entered.countDown();
                        await(release);
                    }
                    return work.apply(pieces);
                },
                e -> e instanceof IllegalStateException);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void doesAPieceThatIsAloneAtOnce() {
        assertThat(commits.commit("a")).isEqualTo("A");
        assertThat(goes).containsExactly(List.of("a"));
    }

    @Test
    void doesWhatHasCollectedTogetherButNeverTwoOfOneKey() throws Exception {
        List<Future<String>> all = together("a", "b", "b2", "c", "d");
        for (Future<String> each : all) {
            each.get(1, TimeUnit.MINUTES);
        }
        assertThat(goes).containsExactly(List.of("first"), List.of("a", "b", "c"), List.of("b2", "d"));
    }

    @Test
    void letsOthersBeWhenOnePieceIsBroken() throws Exception {
        List<Future<String>> all = together("a", "broken", "c");
        assertThat(all.get(1).get(1, TimeUnit.MINUTES)).isEqualTo("A");
        assertThat(all.get(3).get(1, TimeUnit.MINUTES)).isEqualTo("C");
        assertThatThrownBy(() -> all.get(2).get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsEverybodyOfWhatConcernsAllAndTriesNobodyAlone() throws Exception {
        List<Future<String>> all = together("b", "away");
        for (Future<String> each : all.subList(1, 3)) {
            assertThatThrownBy(() -> each.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(goes).containsExactly(List.of("first"), List.of("b", "away"));
    }

    /** The first piece alone, and then, once all of them wait, the others. */
    private List<Future<String>> together(String... pieces) throws InterruptedException {
        List<Future<String>> all = new ArrayList<>();
        all.add(threads.submit(() -> commits.commit("first")));
        entered.await();
        for (String piece : pieces) {
            int before = commits.waiting();
            all.add(threads.submit(() -> commits.commit(piece)));
            Awaitility.await().until(() -> commits.waiting() > before);
        }
        release.countDown();
        return all;
    }
}
