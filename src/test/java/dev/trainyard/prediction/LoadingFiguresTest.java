package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.TestStores;
import dev.trainyard.testing.Resident;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** What it costs to load models, and whether those that come and go leave something behind. */
@Tag("figures")
class LoadingFiguresTest {

    private static final int MODELS = Integer.getInteger("trainyard.models", 1_000);
    private static final int KEPT = 50;

    @TempDir
    private Path folder;

    private Digest stored(ObjectStore store, DenseBundle bundle) throws Exception {
        Path scratch = Files.createDirectory(folder.resolve("bundle"));
        try {
            byte[] zip = TestBundle.zip(bundle.write(scratch));
            return store.put(new ByteArrayInputStream(zip), Long.MAX_VALUE).digest();
        } finally {
            FileSystemUtils.deleteRecursively(scratch);
        }
    }

    private GatedLoader loader(ObjectStore store) throws Exception {
        Path scratch = Files.createDirectories(folder.resolve("serving"));
        return new GatedLoader(store, new OnnxGoldenGate(), scratch, Batches.Policy.NONE);
    }

    @Test
    void loadsTenMegabytesWithin150Milliseconds() throws Exception {
        Digest digest = stored(TestStores.in(folder.resolve("store")), DenseBundle.of(3, 64, 1024, 1024, 1350));
        double[] millis = new double[15];
        double[] processor = new double[millis.length];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < millis.length; round++) {
            GatedLoader loader = loader(TestStores.in(folder.resolve("store"))); // that has hashed nothing
            long busy = threads.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            Servables.Loaded loaded = loader.load(digest);
            processor[round] = (threads.getCurrentThreadCpuTime() - busy) / 1e6;
            millis[round] = (System.nanoTime() - begin) / 1e6;
            assertThat(loaded.bytes()).isGreaterThan(10_000_000);
            loaded.servable().close();
        }
        double first = millis[0];
        Arrays.sort(millis);
        Arrays.sort(processor);
        System.out.printf(
                "a cold model of 10 MB (<= 150 ms): the first of the process %.0f ms, then median %.0f ms (%.0f to %.0f), of that processor %.0f ms%n",
                first,
                millis[millis.length / 2],
                millis[0],
                millis[millis.length - 1],
                processor[processor.length / 2]);
    }

    @Test
    void keepsFiftyOfAThousandWithoutGrowing() throws Exception {
        ObjectStore store = TestStores.in(folder.resolve("store"));
        List<DenseBundle> bundles = new ArrayList<>();
        List<Digest> digests = new ArrayList<>();
        for (int seed = 0; seed < MODELS; seed++) {
            bundles.add(DenseBundle.of(seed, 10, 64, 64, 2));
            digests.add(stored(store, bundles.get(seed)));
        }
        GatedLoader loader = loader(store);
        long each = loader.load(digests.get(0)).bytes();
        Random random = new Random(1);
        try (Servables servables = new Servables(loader, KEPT * each)) {
            long[] resident = new long[5];
            for (int round = 0; round < resident.length; round++) {
                for (int call = 0; call < MODELS; call++) {
                    ask(servables, bundles, digests, random);
                }
                assertThat(servables.size()).isLessThanOrEqualTo(KEPT);
                resident[round] = Resident.megabytesAfterCollection();
            }
            System.out.printf(
                    "%d models, %d kept: %s MB resident after each %d calls of models drawn by chance%n",
                    MODELS, servables.size(), Arrays.toString(resident), MODELS);
            assertThat(resident[4]).isLessThanOrEqualTo((long) (1.1 * resident[1]));
        }
    }

    private static void ask(Servables servables, List<DenseBundle> bundles, List<Digest> digests, Random random)
            throws Exception {
        int model = random.nextInt(MODELS);
        double[] row = bundles.get(model).row(random);
        try (Servables.Lease lease = servables.lease(digests.get(model))) {
            List<Prediction> told =
                    lease.servable().predict(List.of(DenseBundle.cells(row))).predictions();
            float expected = bundles.get(model).answers(row)[0];
            assertThat(((Prediction.Category) told.get(0)).probabilities().get("c0"))
                    .isCloseTo(expected, org.assertj.core.api.Assertions.within(1e-3f));
        }
    }
}
