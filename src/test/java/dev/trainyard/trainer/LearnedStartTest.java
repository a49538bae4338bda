package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.NamedArray;
import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"generator, dense_1, GAN", "encoder, dense_0, VAE"})
    void halfOfTwoNetworksStaysFrozenBitForBit(String half, String layer, String kind) throws Exception {
        JobFolder first = twoNetworks(kind, "").in(scratch.resolve("first"));
        new Recorded().run(first);
        String frozen = half + "/" + layer;
        JobFolder second = twoNetworks(
                        kind, ",\"initFrom\":{\"model\":\"m\",\"version\":1,\"freeze\":[\"%s\"]}".formatted(frozen))
                .in(scratch.resolve("second"));
        NamedArrays before = NamedArrays.read(first.bundle().parameters());
        startFrom(first.bundle().parameters(), false, second, layers(before));

        assertThat(new Recorded().run(second).last()).isInstanceOf(Finished.class);

        for (NamedArray array : NamedArrays.read(second.bundle().parameters()).arrays()) {
            boolean same = java.util.Arrays.equals(
                    array.values(), before.get(array.name()).values());
            assertThat(same).as(array.name()).isEqualTo(array.name().startsWith(frozen + "/"));
        }
    }

    private static TestJob twoNetworks(String kind, String more) {
        String small = "{\"type\":\"dense\",\"units\":4,\"activation\":\"tanh\"}";
        String definition = kind.equals("GAN")
                ? "{\"kind\":\"gan\",\"latentSize\":3,\"generator\":{\"layers\":[%1$s,{\"type\":\"dense\",\"units\":2}]},\"discriminator\":{\"layers\":[%1$s,{\"type\":\"dense\",\"units\":1}]}}"
                : "{\"kind\":\"vae\",\"latentSize\":2,\"encoder\":{\"layers\":[%1$s]},\"decoder\":{\"layers\":[%1$s,{\"type\":\"dense\",\"units\":2}]}}";
        return TestJob.on("SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(120) r(i)")
                .numeric("x", "y")
                .task(kind.equals("GAN") ? Task.GENERATION : Task.REPRESENTATION)
                .definition(definition.formatted(small))
                .training("{\"epochs\":2,\"batchSize\":32%s,\"metrics\":[]}".formatted(more));
    }

    private static List<String> layers(NamedArrays arrays) {
        return arrays.arrays().stream()
                .map(array -> array.name().substring(0, array.name().lastIndexOf('/')))
                .distinct()
                .toList();
    }

    private static TestJob job(String more) {
        return TestJob.twoClasses(150).layers(NETWORK).training(TRAINING.formatted(more));
    }

    private static void startFrom(Path learned, boolean checkpoint, JobFolder folder) throws Exception {
        startFrom(learned, checkpoint, folder, List.of("dense_0", "batchNormalization_1", "dense_2"));
    }

    private static void startFrom(Path learned, boolean checkpoint, JobFolder folder, List<String> layers)
            throws Exception {
        Files.copy(learned, folder.start());
        ObjectNode job = (ObjectNode) Json.mapper().readTree(Files.readAllBytes(folder.job()));
        var listed = job.putObject("start")
                .put("sha256", "5".repeat(64))
                .put("checkpoint", checkpoint)
                .putArray("layers");
        layers.forEach(listed::add);
        Files.write(folder.job(), Json.mapper().writeValueAsBytes(job));
    }

    private static String digest(JobFolder folder) throws Exception {
        return NamedArrays.read(folder.bundle().parameters()).sha256();
    }
}
