package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.reader.PictureReader;
import dev.trainyard.dataset.reader.ReaderMain;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.dataset.reader.TableReader;
import dev.trainyard.dataset.samples.Sample;
import dev.trainyard.dataset.samples.Samples;
import dev.trainyard.definition.Templates;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Sequence;
import dev.trainyard.prediction.GoldenGates;
import dev.trainyard.trainer.TrainerEvent.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the template of clips reaches on its sample. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class ClipFiguresTest {

    @TempDir
    Path scratch;

    @Test
    void tellsHowShapesMoveFromFrameToFrame() throws Exception {
        Sample sample = Samples.named("moving-shapes");
        Path zip = Files.write(
                scratch.resolve("clips.zip"),
                sample.bytes(sample.usual().rows(), sample.usual().noise(), 1));
        Path read = Files.createDirectories(scratch.resolve("read"));
        Reading reading = PictureReader.read(zip, sample.spec(), read);
        assertThat(reading.isReady()).isTrue();
        JsonNode template =
                Json.mapper().valueToTree(new Templates().find("clips").job());
        JobFolder folder = TestJob.pictures(
                        "SELECT * FROM '%s'".formatted(read.resolve(TableReader.TYPED)),
                        Files.readAllBytes(read.resolve(ReaderMain.PIXELS)),
                        new PictureSize(20, 20, 1))
                .targetClasses("label", "down", "left", "right", "still", "up")
                .clips(new Examples.Sequences(
                        Sequence.Mode.MANY_TO_MANY,
                        new ColumnSchema("clip", ColumnType.TEXT, List.of()),
                        new ColumnSchema("frame", ColumnType.NUMERIC, List.of()),
                        12,
                        12,
                        0))
                .definition(template.at("/definition").toString())
                .split("{\"by\":\"sequence\",\"validation\":0.1,\"test\":0.2}")
                .training(template.at("/training").toString())
                .in(scratch.resolve("job"));
        long start = System.nanoTime();
        Recorded run = new Recorded()
                .reacting(event -> {
                    if (event instanceof TrainerEvent.Metrics metrics && metrics.endOfEpoch()) {
                        System.err.printf("  epoch %d: %s%n", metrics.epoch(), metrics.series());
                    }
                })
                .run(folder);
        double accuracy = folder.bundle().readEvaluation().metrics().get("test/accuracy");
        System.err.printf("moving-shapes: test accuracy %.4f in %.0f s%n", accuracy, (System.nanoTime() - start) / 1e9);

        assertThat(run.last()).as("%s", run.last()).isInstanceOf(Finished.class);
        assertThat(accuracy).isGreaterThanOrEqualTo(0.9);
        assertThat(GoldenGates.check(folder.bundle()).passed()).isTrue();
    }
}
