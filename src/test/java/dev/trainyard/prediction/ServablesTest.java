package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.storage.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServablesTest {

    private static final int THREADS = 8;

    @TempDir
    private Path folder;

    private final AtomicInteger loads = new AtomicInteger();
    private final ExecutorService callers = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void writeModels() {
        for (int model = 0; model < 4; model++) {
            model(model).write(folder.resolve(digest(model).hex()));
        }
    }

    @AfterEach
    void stopCallers() {
        callers.shutdownNow();
    }

    @Test
    void loadsOnceForAllWhoAskAtTheSameTime() throws Exception {
        CountDownLatch allAsked = new CountDownLatch(THREADS - 1);
        try (Servables servables = new Servables(digest -> afterAll(allAsked, digest), 1000)) {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                asked.add(callers.submit(() -> {
                    allAsked.countDown();
                    try (Servables.Lease lease = servables.lease(digest(0))) {
                        return lease.servable().manifest();
                    }
                }));
            }
            for (Future<?> caller : asked) {
                assertThat(caller.get()).isNotNull();
            }
        }
        assertThat(loads).hasValue(1);
    }

    private Servables.Loaded afterAll(CountDownLatch allAsked, Digest digest) throws BundleUnreadable {
        try {
            allAsked.await();
            return load(digest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void makesRoomForTheNewestByClosingWhatWasNotAskedForLongest() throws Exception {
        try (Servables servables = new Servables(this::load, 2)) {
            Servable first = use(servables, 0);
            use(servables, 1);
            use(servables, 0);
            use(servables, 2); // 1 was not asked for longest

            use(servables, 0);
            assertThat(loads).hasValue(3);
            assertThat(servables.size()).isEqualTo(2);
            use(servables, 1);
            assertThat(loads).hasValue(4);
            assertThat(first.predict(List.of(TestBundle.row(380, 3.0, "1"))).predictions())
                    .hasSize(1);
        }
    }

    @Test
    void closesWhatNobodyHasUsedForAWhile() throws Exception {
        AtomicLong clock = new AtomicLong();
        try (Servables servables = new Servables(this::load, 1000, clock::get)) {
            use(servables, 0);
            Servables.Lease kept = servables.lease(digest(1));
            clock.addAndGet(Duration.ofMinutes(9).toNanos());
            use(servables, 2);
            clock.addAndGet(Duration.ofMinutes(1).toNanos());

            servables.unload(Duration.ofMinutes(10));

            assertThat(servables.size())
                    .as("the one in use and the one just used")
                    .isEqualTo(2);
            kept.close();
            use(servables, 0);
            assertThat(loads).hasValue(4);
        }
    }

    @Test
    void closesAModelOnlyWhenItsLastUserIsDone() throws Exception {
        try (Servables servables = new Servables(this::load, 1)) {
            Servables.Lease lease = servables.lease(digest(0));
            Servable servable = lease.servable();
            use(servables, 1);

            assertThat(servables.size()).isEqualTo(1);
            assertThat(servable.predict(List.of(TestBundle.row(380, 3.0, "1"))).predictions())
                    .hasSize(1);
            lease.close();
            assertThatThrownBy(() -> servable.predict(List.of(TestBundle.row(380, 3.0, "1"))))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void unloadsWhatItIsToldToAndLoadsItAnewForWhoAsks() throws Exception {
        try (Servables servables = new Servables(this::load, 1000)) {
            Servables.Lease lease = servables.lease(digest(0));
            use(servables, 1);
            servables.unload(digest(0));
            servables.unload(digest(2));

            assertThat(servables.size()).isEqualTo(1);
            assertThat(lease.servable()
                            .predict(List.of(TestBundle.row(380, 3.0, "1")))
                            .predictions())
                    .hasSize(1);
            lease.close();
            use(servables, 0);
            assertThat(loads).hasValue(3);
        }
    }

    @Test
    void remembersThatABundleIsUnreadable() {
        try (Servables servables = new Servables(digest -> refuse(), 1000)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> servables.lease(digest(0)))
                        .isInstanceOf(BundleUnreadable.class)
                        .hasMessage("broken");
            }
        }
        assertThat(loads).hasValue(1);
    }

    private Servables.Loaded refuse() throws BundleUnreadable {
        loads.incrementAndGet();
        throw new BundleUnreadable("broken");
    }

    @Test
    void triesAgainWhenTheStoreDidNotAnswer() throws Exception {
        try (Servables servables = new Servables(this::loadAtTheSecondTry, 1000)) {
            assertThatThrownBy(() -> servables.lease(digest(0))).isInstanceOf(IOException.class);

            use(servables, 0);
        }
        assertThat(loads).hasValue(2);
    }

    private Servables.Loaded loadAtTheSecondTry(Digest digest) throws IOException, BundleUnreadable {
        if (loads.get() == 0) {
            loads.incrementAndGet();
            throw new IOException("the store is away");
        }
        return load(digest);
    }

    @Test
    void givesEachOfManyCallersItsOwnAnswerWhileModelsComeAndGo() throws Exception {
        try (Servables servables = new Servables(this::load, 2)) {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int caller = 0; caller < THREADS; caller++) {
                asked.add(callers.submit(caller(servables, caller)));
            }
            for (Future<Integer> caller : asked) {
                assertThat(caller.get()).isEqualTo(400);
            }
        }
        assertThat(loads.get()).isGreaterThan(4);
    }

    private Callable<Integer> caller(Servables servables, int seed) {
        return () -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int call = 0; call < 400; call++) {
                int model = random.nextInt(4);
                int rows = 1 + random.nextInt(5);
                try (Servables.Lease lease = servables.lease(digest(model))) {
                    check(lease.servable(), model(model), random, rows);
                }
            }
            return 400;
        };
    }

    private static void check(Servable servable, TestBundle model, SplittableRandom random, int rows) {
        List<Map<String, Object>> asked = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            double gre = random.nextInt(220, 800);
            double gpa = random.nextDouble(2.26, 4);
            asked.add(TestBundle.row(gre, gpa, "south"));
            expected.add(model.answers(gre, gpa, "south")[0]);
        }
        List<Prediction> answers = servable.predict(asked).predictions();
        for (int row = 0; row < rows; row++) {
            float answer =
                    ((Prediction.Category) answers.get(row)).probabilities().get("1");
            assertThat((double) answer).isCloseTo(expected.get(row), within(1e-6));
        }
    }

    private Servable use(Servables servables, int model) throws Exception {
        try (Servables.Lease lease = servables.lease(digest(model))) {
            return lease.servable();
        }
    }

    private Servables.Loaded load(Digest digest) throws BundleUnreadable {
        loads.incrementAndGet();
        Servable servable = Servable.open(new BundleFolder(folder.resolve(digest.hex())));
        return new Servables.Loaded(servable, 1);
    }

    private static TestBundle model(int model) {
        return TestBundle.admissions(model + 1);
    }

    private static Digest digest(int model) {
        return new Digest(Integer.toString(model).repeat(64));
    }
}
