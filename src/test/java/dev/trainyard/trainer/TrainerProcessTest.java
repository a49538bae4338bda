package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import dev.trainyard.trainer.TrainerEvent.Ready;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trainer as its own process, spoken to as a worker does. */
@SuppressWarnings("NullAway") // a null fails the test by itself
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TrainerProcessTest {

    @TempDir
    Path scratch;

    @Test
    void trainsTheJobOfAFolderByHand() throws Exception {
        JobFolder folder = TestJob.twoClasses(200).in(scratch);

        try (Child trainer =
                Child.start(TrainerLaunch.Start.BY_HAND, folder.folder().toString())) {
            trainer.closeInput();
            List<TrainerEvent> events = trainer.events();
            TrainerEvent last = events.get(events.size() - 1);

            assertThat(last)
                    .isInstanceOfSatisfying(
                            Finished.class,
                            finished -> assertThat(finished.threads()).isEqualTo(1));
            assertThat(trainer.exitStatus()).isZero();
        }
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }

    @Test
    void waitsWarmForItsJobAndHeedsCommands() throws Exception {
        JobFolder folder =
                TestJob.twoClasses(200).training("{\"epochs\":1000000}").in(scratch);

        try (Child trainer = Child.start(TrainerLaunch.Start.WARM)) {
            assertThat(trainer.next()).isInstanceOf(Ready.class);
            trainer.say(folder.folder().toString());
            while (!(trainer.next() instanceof Metrics)) {
                // The first numbers tell that it trains.
            }
            trainer.say(Command.PAUSE.name().toLowerCase(java.util.Locale.ROOT));
            List<TrainerEvent> rest = trainer.events();

            assertThat(rest.get(rest.size() - 1)).isEqualTo(new Stopped(Command.PAUSE));
            assertThat(rest).anyMatch(TrainerEvent.CheckpointWritten.class::isInstance);
            assertThat(trainer.exitStatus()).isZero();
        }
    }

    @Test
    void haltsWhenItsWorkerIsGone() throws Exception {
        JobFolder folder =
                TestJob.twoClasses(200).training("{\"epochs\":1000000}").in(scratch);

        try (Child trainer = Child.start(TrainerLaunch.Start.COLD)) {
            assertThat(trainer.next()).isInstanceOf(Ready.class);
            trainer.say(folder.folder().toString());
            trainer.closeInput();

            assertThat(trainer.exitStatus()).isZero();
        }
        assertThat(folder.bundle().folder()).doesNotExist();
    }

    /** A trainer process on this test's class path. */
    private record Child(Process process, BufferedReader output, Writer input) implements AutoCloseable {

        static Child start(TrainerLaunch.Start start, String... arguments) throws IOException {
            Path natives = Path.of(System.getProperty("user.home"), ".javacpp", "cache");
            LaunchProfile profile =
                    TrainerLaunch.of(1, 512, natives, start).withFlags(List.of("-XX:TieredStopAtLevel=1"));
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Xmx" + profile.heapMegabytes() + "m");
            command.addAll(profile.flags());
            command.add(profile.mainClass());
            command.addAll(profile.arguments());
            command.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().putAll(profile.environment());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            Process process = builder.start();
            return new Child(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                    new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        }

        @Nullable
        TrainerEvent next() throws IOException {
            String line = output.readLine();
            return line == null ? null : Json.mapper().readValue(line, TrainerEvent.class);
        }

        /** Everything until its output ends. */
        List<TrainerEvent> events() throws IOException {
            List<TrainerEvent> events = new ArrayList<>();
            for (TrainerEvent event = next(); event != null; event = next()) {
                events.add(event);
            }
            return events;
        }

        void say(String line) throws IOException {
            input.write(line + "\n");
            input.flush();
        }

        void closeInput() throws IOException {
            input.close();
        }

        int exitStatus() throws InterruptedException {
            return process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
