package dev.trainyard.dataset.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.ServiceProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast pictures are read, in the service as users start it. */
@Tag("figures")
class PictureFiguresTest {

    private static final Path MNIST = Path.of("../shared/data/mnist-train.zip");

    @Test
    void readsSixtyThousandPicturesInHalfAMinute(@TempDir Path data) throws Exception {
        assumeTrue(Files.exists(MNIST), "the shared data is not there: " + MNIST);
        byte[] zip = Files.readAllBytes(MNIST);
        try (ServiceProcess service = ServiceProcess.start(512, data)) {
            long begin = System.nanoTime();
            Http.Answer read = service.http().dataset("name=mnist", zip);
            double seconds = (System.nanoTime() - begin) / 1e9;

            System.out.printf("FIGURE MNIST, 60,000 PNG files in a zip, from upload to ready: %.1f s%n", seconds);
            assertThat(read.at("/state")).isEqualTo("ready");
            assertThat(read.json().at("/rows").asInt()).isEqualTo(60_000);
            assertThat(read.json().at("/pictures").toString()).isEqualTo("{\"height\":28,\"width\":28,\"channels\":1}");
            assertThat(read.json().at("/columns/1/categories")).hasSize(10);
            assertThat(seconds).isLessThanOrEqualTo(30);
        }
    }
}
