package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.process.LaunchProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers more rows than the heap of the process has room for. */
@Tag("figures")
class BatchFiguresTest {

    private static final int HEAP_MEGABYTES = 48;
    private static final int ROWS = 2_000_000;

    @TempDir
    Path scratch;

    @Test
    void answersADatasetThatIsLargerThanTheHeap() throws Exception {
        JobFolder model = TestJob.twoClasses(60).training("{\"epochs\":1}").in(scratch.resolve("model"));
        new Recorded().run(model);
        JobFolder asked = TestJob.twoClasses(ROWS).in(scratch.resolve("asked"));
        Files.write(asked.askedBundle(), TestBundle.zip(model.bundle()));
        Files.writeString(asked.batchRequest(), "{}");
        long began = System.nanoTime();

        assertThat(answer(asked)).isZero();

        double seconds = (System.nanoTime() - began) / 1e9;
        BatchOutcome outcome = Json.mapper().readValue(Files.readAllBytes(asked.batchOutcome()), BatchOutcome.class);
        System.out.printf(
                "%,d rows, %,d MB of answers, with a heap of %d MB: %.0f s, %,.0f rows/s%n",
                outcome.rows(),
                Files.size(asked.predictions()) >> 20,
                HEAP_MEGABYTES,
                seconds,
                outcome.rows() / seconds);
        assertThat(outcome.answered()).isEqualTo(ROWS);
        assertThat(Files.size(asked.predictions())).isGreaterThan(3L * HEAP_MEGABYTES << 20);
    }

    /** The status at which a trainer ends that is run by hand. */
    private int answer(JobFolder asked) throws Exception {
        LaunchProfile profile =
                TrainerLaunch.of(1, HEAP_MEGABYTES, scratch.resolve("natives"), TrainerLaunch.Start.BY_HAND);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("-Xmx" + HEAP_MEGABYTES + "m");
        command.addAll(profile.flags());
        command.add(profile.mainClass());
        command.addAll(profile.arguments());
        command.add(asked.folder().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("said.txt").toFile());
        builder.environment().putAll(profile.environment());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(30, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }
}
