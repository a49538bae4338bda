package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.Evaluation;
import dev.trainyard.bundle.Provenance;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Task;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What learned without a target is measured again without training, and on the same rows it does as it did. */
@SuppressWarnings("NullAway") // a null fails the test by itself
class MeasuredAgainTest {

    private static final String POINTS = "SELECT sin(i * 12.9898) AS x, cos(i * 78.233) AS y FROM range(200) r(i)";
    private static final String SMALL = "{\"type\":\"dense\",\"units\":4,\"activation\":\"tanh\"}";

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GENERATION     | test/discriminatorAccuracy | {"kind":"gan","latentSize":3,"generator":{"layers":[%1$s,{"type":"dense","units":2}]},"discriminator":{"layers":[%1$s,{"type":"dense","units":1}]}}
            REPRESENTATION | test/reconstructionLoss    | {"kind":"vae","latentSize":2,"encoder":{"layers":[%1$s]},"decoder":{"layers":[%1$s,{"type":"dense","units":2}]}}
            REPRESENTATION | test/freeEnergyGap         | {"kind":"rbm","hiddenUnits":[4,3],"visible":"gaussian"}
            """)
    void doesAsItDidWhenItWasTrained(Task task, String metric, String definition) throws Exception {
        JobFolder trained = job(task, definition).in(scratch.resolve("trained"));
        Recorded first = new Recorded().run(trained);
        assertThat(first.last()).as(first.last().toString()).isInstanceOf(Finished.class);
        JobFolder again = job(task, definition).in(scratch.resolve("again"));
        startFrom(trained, again);

        Recorded measured = new Recorded().run(again);

        assertThat(measured.last())
                .isInstanceOfSatisfying(
                        Finished.class, end -> assertThat(end.stopReason()).isEqualTo("evaluated"));
        Evaluation before = trained.bundle().readEvaluation();
        Evaluation after = again.bundle().readEvaluation();
        assertThat(before.metrics()).containsKey(metric);
        assertThat(after.metrics()).isEqualTo(before.metrics());
        assertThat(after.parts().get("test").rows())
                .isEqualTo(before.parts().get("test").rows());
    }

    private static TestJob job(Task task, String definition) {
        return TestJob.on(POINTS)
                .numeric("x", "y")
                .task(task)
                .definition(definition.replace("%1$s", SMALL))
                .training("{\"epochs\":4,\"batchSize\":32,\"metrics\":[]}");
    }

    /** As a worker sets the folder of an evaluation up. */
    private static void startFrom(JobFolder trained, JobFolder folder) throws Exception {
        Files.copy(trained.bundle().parameters(), folder.start());
        Files.write(folder.end(), Json.mapper().writeValueAsBytes(new Provenance.End("evaluated", 0, 0, null)));
        ObjectNode job = (ObjectNode) Json.mapper().readTree(Files.readAllBytes(folder.job()));
        ArrayNode layers = job.putObject("start")
                .put("sha256", "5".repeat(64))
                .put("checkpoint", false)
                .putArray("layers");
        job.get("layers").forEach(layer -> layers.add(layer.get("name").asString()));
        Files.write(folder.job(), Json.mapper().writeValueAsBytes(job));
    }
}
