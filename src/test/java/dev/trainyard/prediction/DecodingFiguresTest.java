package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.PrefixedEncoder;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.definition.Templates;
import dev.trainyard.json.Json;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much cheaper texts are written where the states are carried from token to token; the texts are the same. */
@Tag("figures")
class DecodingFiguresTest {

    @TempDir
    private Path scratch;

    @Test
    void writesTheSameTextsForLess() throws Exception {
        Path csv = Files.write(
                scratch.resolve("reversal.csv"), Samples.named("reversal").bytes(1_000, 0, 1));
        String graph = Json.mapper()
                .writeValueAsString(new Templates().find("translation").job().get("definition"))
                .replace("\"n\":\"auto\"", "\"n\":9")
                .replace("\"units\":\"auto\"", "\"units\":20")
                .replace("\"inputDim\":\"auto\"", "\"inputDim\":20");
        JobFolder folder = TestJob.on("SELECT * FROM read_csv('%s', header=true, all_varchar=true)".formatted(csv))
                .textPairs("source", "target", 20, 8, 9)
                .dictated(graph)
                .training("{\"epochs\":2,\"batchSize\":32,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.005}}")
                .in(scratch.resolve("job"));
        assertThat(new Recorded().run(folder).last()).isInstanceOf(TrainerEvent.Finished.class);
        List<String> sources = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        BundleFolder bundle = folder.bundle();

        try (Servable servable = Servable.open(bundle);
                OnnxNetwork network = Steps.network(bundle)) {
            PrefixedEncoder encoder = (PrefixedEncoder) bundle.readManifest().encoder();
            StepwiseWriter whole = new StepwiseWriter(encoder, network, null);
            for (int count : new int[] {1, 100, 1_000}) {
                List<String> some = sources.subList(0, count);
                int rounds = 1_000 / count;
                double again = seconds(rounds, () -> whole.likeliest(encoded(servable, some)));
                double carried = seconds(rounds, () -> servable.predict(some));
                System.out.printf(
                        "%d texts: %.2f ms by the whole network for each token, %.2f ms with states carried, %.1f times as fast%n",
                        count, 1e3 * again, 1e3 * carried, again / carried);
                assertThat(servable.predict(some).predictions())
                        .isEqualTo(whole.likeliest(encoded(servable, some)).predictions());
            }
        }
    }

    private static Encoded encoded(Servable servable, List<String> texts) {
        return servable.read(texts).encoded();
    }

    /** Of the processor: who else is busy does not count, and the runtime has no threads of its own. */
    private static double seconds(int rounds, Supplier<Answers> call) {
        assertThat(call.get()).isNotNull();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < rounds; i++) {
            Objects.requireNonNull(call.get());
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e9 / rounds;
    }
}
