package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.Served;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs train, serve and resume as rows of layers do. */
class GraphTrainingTest {

    private static final String GRAPH = """
            {"kind":"graph","outputs":["end"],"nodes":[
              {"type":"dense","name":"end","inputs":["joined"]},
              {"type":"dense","name":"left","units":6,"activation":"tanh","inputs":["input"]},
              {"type":"batchNormalization","name":"normal","inputs":["left"]},
              {"type":"dropout","name":"drop","rate":0.1,"inputs":["normal"]},
              {"type":"dense","name":"right","units":6,"activation":"relu","inputs":["left"]},
              {"type":"%s","name":"joined","inputs":["drop","right"]}]}
            """;
    private static final String TRAINING = """
            {"epochs":12,"batchSize":16,"optimizer":{"type":"adam","learningRate":0.02},"checkpoint":{"everySeconds":1,"keep":2}}
            """;

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"add", "multiply", "subtract", "average", "maximum", "concatenate"})
    void trainsAndServesEachWayOfJoining(String type) throws Exception {
        JobFolder folder = job(type).in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(run.epoch(12).get("train/loss")).isLessThan(run.epoch(0).get("train/loss") * 0.8);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }

    /** Sequences within a graph, whose values DL4J turns around: what ONNX answers must not notice. */
    @Test
    void servesBranchesThatAreReshaped() throws Exception {
        JobFolder folder = TestJob.twoClasses(90)
                .definition("""
                        {"kind":"graph","outputs":["end"],"nodes":[
                          {"type":"dense","name":"one","units":6,"activation":"tanh","inputs":["input"]},
                          {"type":"reshape","name":"left","targetShape":[2,3],"inputs":["one"]},
                          {"type":"dense","name":"right","units":3,"activation":"relu","inputs":["left"]},
                          {"type":"concatenate","name":"joined","inputs":["left","right"]},
                          {"type":"permute","name":"turned","dims":[2,1],"inputs":["joined"]},
                          {"type":"flatten","name":"flat","inputs":["turned"]},
                          {"type":"dense","name":"end","inputs":["flat"]}]}
                        """)
                .training("{\"epochs\":4}")
                .in(scratch);

        Recorded run = new Recorded().run(folder);

        assertThat(run.last()).isInstanceOf(Finished.class);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }

    @Test
    void goesOnBitForBit() throws Exception {
        new Recorded().run(job("concatenate").in(scratch.resolve("whole")));
        AtomicLong calls = new AtomicLong();
        Recorded first = new Recorded();
        first.clock(() -> {
            if (calls.incrementAndGet() == 41) {
                first.controls().ask(Command.PAUSE);
            }
            return 0;
        });
        JobFolder interrupted = job("concatenate").in(scratch.resolve("first"));
        first.run(interrupted);
        JobFolder second = job("concatenate").in(scratch.resolve("second"));
        List<CheckpointWritten> written = first.all(CheckpointWritten.class);
        Files.copy(
                interrupted
                        .checkpoints()
                        .resolve(written.get(written.size() - 1).file()),
                second.startingCheckpoint());
        new Recorded().run(second);

        assertThat(digest("second")).isEqualTo(digest("whole"));
    }

    @Test
    void leavesANetworkThatPlainDl4jRestores() throws Exception {
        JobFolder folder = job("add").in(scratch);
        new Recorded().run(folder);

        var restored =
                ModelSerializer.restoreComputationGraph(folder.bundle().dl4j().toFile(), true);
        long learned = NamedArrays.read(folder.bundle().parameters()).arrays().stream()
                .mapToLong(array -> array.values().length)
                .sum();

        assertThat(restored.numParams()).isEqualTo(learned);
        assertThat(restored.getConfiguration().toJson()).doesNotContain("trainyard");
    }

    private static TestJob job(String type) {
        return TestJob.twoClasses(150).definition(GRAPH.formatted(type)).training(TRAINING);
    }

    private String digest(String folder) throws Exception {
        return NamedArrays.read(new JobFolder(scratch.resolve(folder)).bundle().parameters())
                .sha256();
    }
}
