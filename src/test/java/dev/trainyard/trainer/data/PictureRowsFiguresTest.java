package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.trainer.engine.SeededRandom;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("figures")
class PictureRowsFiguresTest {

    private static final int ROWS = 60_000;
    private static final int BATCH = 64;

    @Test
    void delivers200000PicturesASecondFromTheMappedFile(@TempDir Path scratch) throws Exception {
        byte[] pixels = new byte[ROWS * 28 * 28];
        SeededRandom random = new SeededRandom(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextLong();
        }
        int[] order = new int[ROWS];
        Arrays.setAll(order, i -> i);
        PictureRows rows = new PictureRows(
                PixelFile.map(Files.write(scratch.resolve("train.u8"), pixels), ROWS, 28 * 28),
                order.clone(),
                new PictureEncoder(new PictureForm(28, 28, 1, ImageSpec.Fitting.STRETCH), List.of(0.0), List.of(255.0)));

        double best = 0;
        for (int round = 0; round < 5; round++) {
            random.shuffle(order);
            long wall = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int from = 0; from < ROWS; from += BATCH) {
                rows.gather(order, from, Math.min(ROWS, from + BATCH));
            }
            double cpuSeconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
            double wallSeconds = (System.nanoTime() - wall) / 1e9;
            System.err.printf(
                    "mapped pictures: %,.0f a second of wall time, %,.0f a second of one core%n",
                    ROWS / wallSeconds, ROWS / cpuSeconds);
            best = Math.max(best, ROWS / cpuSeconds);
        }

        assertThat(best).isGreaterThan(200_000);
    }
}
