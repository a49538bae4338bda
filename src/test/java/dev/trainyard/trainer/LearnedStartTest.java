package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.json.Json;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Training that starts from a trained network goes on from its parameters, and leaves frozen layers as they are. */
class LearnedStartTest {

    private static final String NETWORK = """
            [{"type":"dense","units":8,"activation":"relu"},{"type":"batchNormalization"},{"type":"dense"}]
            """;
    private static final String TRAINING = """
            {"epochs":2,"batchSize":32,"regularization":{"l2":0.001},"gradientClipping":{"norm":1.0},
             "checkpoint":{"everyEpochs":2}%s}
            """;

    @TempDir
    Path scratch;

    @Test
    void startsWhereAModelEndedAndKeepsFrozenLayersBitForBit() throws Exception {
        JobFolder first = job("").in(scratch.resolve("first"));
        Recorded trained = new Recorded().run(first);
        JobFolder second =
                job(",\"initFrom\":{\"model\":\"m\",\"version\":1,\"freeze\":[\"dense_0\",\"batchNormalization_1\"]}")
                        .in(scratch.resolve("second"));
        startFrom(first.bundle().parameters(), false, second);

        Recorded further = new Recorded().run(second);

        assertThat(further.last()).isInstanceOf(Finished.class);
        assertThat(further.epoch(0).get("validation/loss"))
                .isEqualTo(trained.epoch(2).get("validation/loss"));
        assertThat(further.epoch(2)).isNotEqualTo(trained.epoch(2));
        NamedArrays before = NamedArrays.read(first.bundle().parameters());
        for (NamedArray array : NamedArrays.read(second.bundle().parameters()).arrays()) {
            boolean same = java.util.Arrays.equals(
                    array.values(), before.get(array.name()).values());
            assertThat(same).as(array.name()).isEqualTo(!array.name().startsWith("dense_2/"));
        }
    }

    @Test
    void startsFromACheckpointWithAFreshUpdater() throws Exception {
        JobFolder first = job("").in(scratch.resolve("first"));
        Recorded trained = new Recorded().run(first);
        String file = trained.all(CheckpointWritten.class).get(0).file();
        JobFolder fromModel = job("").in(scratch.resolve("model"));
        startFrom(first.bundle().parameters(), false, fromModel);
        JobFolder fromCheckpoint = job("").in(scratch.resolve("checkpoint"));
        startFrom(first.checkpoints().resolve(file), true, fromCheckpoint);

        new Recorded().run(fromModel);
        new Recorded().run(fromCheckpoint);

        assertThat(digest(fromCheckpoint)).isEqualTo(digest(fromModel)).isNotEqualTo(digest(first));
    }

    private static TestJob job(String more) {
        return TestJob.twoClasses(150).layers(NETWORK).training(TRAINING.formatted(more));
    }

    private static void startFrom(Path learned, boolean checkpoint, JobFolder folder) throws Exception {
        Files.copy(learned, folder.start());
        ObjectNode job = (ObjectNode) Json.mapper().readTree(Files.readAllBytes(folder.job()));
        job.putObject("start")
                .put("sha256", "5".repeat(64))
                .put("checkpoint", checkpoint)
                .putArray("layers")
                .add("dense_0")
                .add("batchNormalization_1")
                .add("dense_2");
        Files.write(folder.job(), Json.mapper().writeValueAsBytes(job));
    }

    private static String digest(JobFolder folder) throws Exception {
        return NamedArrays.read(folder.bundle().parameters()).sha256();
    }
}
