package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Metrics;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import dev.trainyard.trainer.TrainerEvent.Warned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real training is warned of, and that a resumed one is warned the same. */
class WarningsTest {

    private static final String SICK = """
            [{"type":"dense","units":6,"activation":"relu","biasInitializer":{"type":"constant","value":-90}},
             {"type":"dense","units":5,"activation":"sigmoid","kernelInitializer":{"type":"constant","value":300},
              "biasInitializer":{"type":"constant","value":90}},
             {"type":"dense"}]
            """;

    @TempDir
    Path scratch;

    @Test
    void warnsOfUnitsThatLearnNothingOnceHoweverOftenItIsResumed() throws Exception {
        TestJob job = TestJob.regression(100)
                .layers(SICK)
                .training("{\"epochs\":4,\"batchSize\":20,\"checkpoint\":{\"everySeconds\":1000}}");
        Recorded whole = new Recorded().run(job.in(scratch.resolve("whole")));

        List<Warned> resumed = new ArrayList<>();
        JobFolder folder = job.in(scratch.resolve("parts"));
        for (int stop = 1; stop <= 2; stop++) {
            resumed.addAll(stoppedInTheEpochAfter(stop, folder).all(Warned.class));
        }
        resumed.addAll(new Recorded().run(folder).all(Warned.class));

        assertThat(whole.all(Warned.class))
                .extracting(Warned::code)
                .containsExactlyInAnyOrder("dead_units", "saturated_units");
        assertThat(whole.all(Warned.class))
                .extracting(Warned::message)
                .anyMatch(message -> message.contains("epoch 1 made 6 of the 6 units of dense_0 fire"));
        assertThat(resumed).isEqualTo(whole.all(Warned.class));
    }

    private static Recorded stoppedInTheEpochAfter(int epoch, JobFolder folder) throws Exception {
        Recorded run = new Recorded();
        run.reacting(event -> {
            if (event instanceof Metrics metrics && metrics.epoch() == epoch) {
                run.controls().ask(Command.PAUSE);
            }
        });
        run.run(folder);
        assertThat(run.last()).isEqualTo(new Stopped(Command.PAUSE));
        List<CheckpointWritten> written = run.all(CheckpointWritten.class);
        Path newest =
                folder.checkpoints().resolve(written.get(written.size() - 1).file());
        Files.copy(newest, folder.startingCheckpoint(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return run;
    }

    @Test
    void warnsOfGradientsThatExplode() throws Exception {
        Recorded run = new Recorded()
                .run(TestJob.regression(100)
                        .layers("[{\"type\":\"dense\"}]")
                        .training(
                                "{\"epochs\":3,\"batchSize\":10,\"optimizer\":{\"type\":\"sgd\",\"learningRate\":1.5}}")
                        .in(scratch));

        assertThat(run.all(Warned.class)).extracting(Warned::code).contains("exploding_gradients");
    }
}
