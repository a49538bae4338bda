package dev.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.PictureDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published figures on MNIST. */
@Tag("figures")
@SuppressWarnings("NullAway") // a null fails the test by itself
class PictureFiguresTest {

    private static final Path DATA = Path.of("../shared/data");
    private static final PictureSize SIZE = new PictureSize(28, 28, 1);
    private static final String[] DIGITS = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

    @TempDir
    Path scratch;

    @Test
    void reaches975PerMilleWithTheNetworkOfKerasQuickStart() throws Exception {
        JobFolder folder = run("""
                [{"type":"flatten"},{"type":"dense","units":128,"activation":"relu"},{"type":"dropout","rate":0.2},
                 {"type":"dense"}]
                """, 5);

        System.err.printf("Keras quick start on MNIST: test accuracy %.4f%n", accuracy(folder));
        assertThat(accuracy(folder)).isGreaterThanOrEqualTo(0.975);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }

    @Test
    void reaches988PerMilleWithASmallConvolutionalNetworkInThreeEpochs() throws Exception {
        JobFolder folder = run("""
                [{"type":"conv2d","filters":16,"kernelSize":3,"activation":"relu","kernelInitializer":"heUniform"},
                 {"type":"maxPooling2d"},
                 {"type":"conv2d","filters":32,"kernelSize":3,"activation":"relu","kernelInitializer":"heUniform"},
                 {"type":"maxPooling2d"},{"type":"flatten"},{"type":"dense","units":64,"activation":"relu"},{"type":"dense"}]
                """, 3);

        System.err.printf("small CNN on MNIST: test accuracy %.4f%n", accuracy(folder));
        assertThat(accuracy(folder)).isGreaterThanOrEqualTo(0.988);
        assertThat(Served.largestDifference(folder)).isLessThan(1e-4);
    }

    private JobFolder run(String layers, int epochs) throws Exception {
        Pictures train = mnist("mnist-train.zip");
        Pictures test = mnist("mnist-test.zip");
        JobFolder folder = TestJob.pictures(train.sql(), train.pixels(), SIZE)
                .testPictures(test.sql(), test.pixels())
                .targetClasses("label", DIGITS)
                .layers(layers)
                .training("{\"epochs\":%d,\"batchSize\":32,\"seed\":1,\"optimizer\":{\"type\":\"adam\",\"learningRate\":0.001}}"
                        .formatted(epochs))
                .in(scratch);
        long start = System.nanoTime();
        Recorded run = new Recorded()
                .reacting(event -> {
                    if (event instanceof TrainerEvent.Metrics metrics && metrics.endOfEpoch()) {
                        System.err.printf("  epoch %d: %s%n", metrics.epoch(), metrics.series());
                    }
                })
                .run(folder);
        System.err.printf("  %.0f s%n", (System.nanoTime() - start) / 1e9);
        assertThat(run.last()).isInstanceOf(TrainerEvent.Finished.class);
        return folder;
    }

    private static double accuracy(JobFolder folder) throws IOException {
        return folder.bundle().readEvaluation().metrics().get("test/accuracy");
    }

    /** Pictures and the labels of their folders. */
    private record Pictures(Path labels, byte[] pixels) {

        String sql() {
            return "SELECT label FROM read_csv('%s', header=true, all_varchar=true)".formatted(labels);
        }
    }

    private Pictures mnist(String file) throws IOException {
        Path zip = DATA.resolve(file).toAbsolutePath().normalize();
        assumeTrue(Files.exists(zip), file + " is not here: put the data sets into ../shared/data");
        PictureDecoder decoder = new PictureDecoder(SIZE, ImageSpec.Fitting.STRETCH);
        List<String> labels = new ArrayList<>(List.of("label"));
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            List<? extends ZipEntry> entries = archive.stream()
                    .filter(entry -> entry.getName().endsWith(".png"))
                    .toList();
            byte[] pixels = new byte[entries.size() * SIZE.bytes()];
            for (int i = 0; i < entries.size(); i++) {
                byte[] png = archive.getInputStream(entries.get(i)).readAllBytes();
                System.arraycopy(decoder.decode(png), 0, pixels, i * SIZE.bytes(), SIZE.bytes());
                String[] path = entries.get(i).getName().split("/");
                labels.add(path[path.length - 2]);
            }
            Path table = Files.write(scratch.resolve(file + ".csv"), Collections.unmodifiableList(labels));
            return new Pictures(table, pixels);
        }
    }
}
