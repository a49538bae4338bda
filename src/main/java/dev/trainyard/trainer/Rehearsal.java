package dev.trainyard.trainer;

import com.sun.management.OperatingSystemMXBean;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.definition.Shape;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.engine.SeededRandom;
import dev.trainyard.trainer.loop.Controls;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Trains a network of pictures from end to end while a spare waits for its job and the machine has nothing else to do, so that
 * the compiler is through with the loops that the job will need. What a job comes to does not depend on it.
 */
final class Rehearsal {

    private static final int SIDE = 28;
    private static final int PICTURES = 2_000;
    private static final int CLASSES = 10;

    /** More of the processors' time than that must have been idle for a second. */
    private static final double IDLE = 0.5;

    private static final String ROWS = """
            COPY (SELECT 'c' || (i %% 10) AS y FROM range(2000) rows(i)) TO '%s' (FORMAT parquet)
            """;

    private static final String NETWORK = """
            {"kind":"sequential","name":"rehearsal","layers":[{"type":"flatten"},
             {"type":"dense","units":128,"activation":"relu"},{"type":"dropout","rate":0.2},{"type":"dense"}]}
            """;

    private static final String TRAINING =
            "{\"epochs\":40,\"batchSize\":32,\"loss\":\"categoricalCrossentropy\",\"metrics\":[\"accuracy\"]}";

    private final Controls controls = new Controls();
    private final CountDownLatch called = new CountDownLatch(1);
    private final Thread thread = new Thread(this::waitAndRun, "rehearsal");

    private Rehearsal() {}

    /** Begins as soon as the machine is idle. */
    static Rehearsal begin() {
        Rehearsal rehearsal = new Rehearsal();
        rehearsal.thread.setDaemon(true);
        rehearsal.thread.start();
        return rehearsal;
    }

    /** Ends it, for the job has come. */
    void end() {
        called.countDown();
        controls.ask(Command.CANCEL);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void waitAndRun() {
        try {
            if (isMachineIdle()) {
                run(controls);
            }
        } catch (IOException | SQLException | RuntimeException e) {
            System.err.println("the rehearsal broke off: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until it is; false when the job came first. */
    private boolean isMachineIdle() throws InterruptedException {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine)) {
            return false;
        }
        machine.getCpuLoad(); // from here on
        while (!called.await(1, TimeUnit.SECONDS)) {
            double load = machine.getCpuLoad();
            if (load >= 0 && load < IDLE) {
                return true;
            }
        }
        return false;
    }

    static void run(Controls controls) throws IOException, SQLException {
        Path scratch = Files.createTempDirectory("rehearsal");
        try {
            JobFolder folder = new JobFolder(scratch);
            Files.createDirectories(folder.trainRows().getParent());
            WarmUp.writeRows(ROWS, folder.trainRows());
            Files.write(folder.trainPixels(), pixels());
            Files.write(folder.job(), Json.mapper().writeValueAsBytes(job()));
            new TrainingRun(folder, controls, event -> Json.mapper().writeValueAsBytes(event), System::nanoTime).run();
        } finally {
            WarmUp.delete(scratch);
        }
    }

    /** A bright row for each class, in noise. */
    private static byte[] pixels() {
        SeededRandom random = new SeededRandom(1);
        byte[] pixels = new byte[PICTURES * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int picture = i / (SIDE * SIDE);
            boolean bright = i / SIDE % SIDE == picture % CLASSES;
            pixels[i] = (byte) (random.nextInt(128) + (bright ? 127 : 0));
        }
        return pixels;
    }

    private static ResolvedJob job() {
        return WarmUp.job(
                NETWORK,
                Shape.of(SIDE, SIDE, 1),
                new Examples.Pictures(new PictureForm(SIDE, SIDE, 1, ImageSpec.Fitting.STRETCH)),
                List.of(),
                IntStream.range(0, CLASSES).mapToObj("c%d"::formatted).toList(),
                TRAINING,
                Json.mapper().readValue("{\"engine\":\"fused\",\"device\":\"cpu\"}", Resources.class));
    }
}
