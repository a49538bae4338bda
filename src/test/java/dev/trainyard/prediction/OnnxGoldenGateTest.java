package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.bundle.GoldenRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxGoldenGateTest {

    @TempDir
    private Path folder;

    private final OnnxGoldenGate gate = new OnnxGoldenGate();

    @Test
    void letsThroughWhatServingReproduces() {
        for (TestBundle bundle :
                List.of(TestBundle.admissions(), TestBundle.classes(), TestBundle.price(), TestBundle.prices())) {
            GoldenGate.Verdict verdict = gate.check(bundle.write(folder));

            assertThat(verdict.passed()).as(verdict.reason()).isTrue();
            assertThat(verdict.largestDifference()).isLessThan(1e-6);
        }
    }

    @Test
    void refusesAnswersThatDifferByMoreThanTheTolerance() {
        TestBundle price = TestBundle.price();
        BundleFolder off = price.write(folder, withAnswer(price, 1, 5.5f));

        GoldenGate.Verdict verdict = gate.check(off);

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.reason())
                .startsWith(
                        "golden row 1, answer 0: the trainer has 5.5 and serving gives 5.25, a relative difference of 4.5e-02;")
                .endsWith("1e-04 is let through");
        float within = 5.25f * 1.00005f;
        assertThat(gate.check(price.write(folder, withAnswer(price, 1, within))).passed())
                .isTrue();
    }

    @Test
    void measuresSmallAnswersByTheScaleOfTheLargeOnes() {
        TestBundle prices = TestBundle.price(); // row 0 is answered with 0.27, row 1 with 5.25
        GoldenRows golden = prices.golden();
        float almost = golden.answers().get(0).get(0) + 4e-5f;

        assertThat(gate.check(prices.write(folder, withAnswer(prices, 0, almost)))
                        .passed())
                .isTrue();
    }

    @Test
    void refusesAnswersThatAreNoNumbers() throws IOException {
        BundleFolder bundle = TestBundle.price().write(folder);
        String golden = Files.readString(bundle.golden());
        Files.writeString(bundle.golden(), golden.replace("5.25", "null"));

        assertThat(gate.check(bundle).passed()).isFalse();
        Files.writeString(bundle.golden(), golden.replace("5.25", "1e99"));
        assertThat(gate.check(bundle).passed()).isFalse();
    }

    @Test
    void refusesRowsThatTheEncoderRefuses() {
        TestBundle price = TestBundle.price();
        GoldenRows golden = new GoldenRows(List.of(TestBundle.row(380, 3.0, "east")), List.of(List.of(1f)));

        assertThat(gate.check(price.write(folder, golden)).reason())
                .isEqualTo("the encoder refuses golden row 0/school: school is \"east\"; the training rows have"
                        + " \"north\", \"south\", \"1\"");
    }

    @Test
    void refusesBundlesThatCannotBeRead() throws IOException {
        BundleFolder bundle = TestBundle.price().write(folder);
        byte[] model = Files.readAllBytes(bundle.model());

        Files.write(bundle.model(), new byte[] {1, 2, 3});
        assertThat(gate.check(bundle).reason())
                .startsWith("ONNX Runtime cannot open model.onnx: ")
                .doesNotContain(folder.toString());
        Files.delete(bundle.model());
        assertThat(gate.check(bundle).reason())
                .startsWith("ONNX Runtime cannot open model.onnx: ")
                .doesNotContain(folder.toString());
        Files.write(bundle.model(), model);
        Files.writeString(bundle.golden(), "{\"rows\":[],\"answers\":[]}");
        assertThat(gate.check(bundle).reason()).startsWith("golden.json has 0 rows and 0 answers");
        Files.delete(bundle.golden());
        assertThat(gate.check(bundle).reason()).isEqualTo("golden.json cannot be read");
        Files.writeString(bundle.manifest(), "{}");
        assertThat(gate.check(bundle).reason()).isEqualTo("manifest.json cannot be read");
    }

    @Test
    void refusesNetworksThatDoNotFitTheManifest() throws IOException {
        BundleFolder bundle = TestBundle.price().write(folder);

        Files.write(
                bundle.model(), OnnxFile.dense("rows", new float[][] {{1}, {2}}, new float[1], "Identity", "answers"));
        assertThat(gate.check(bundle).reason())
                .startsWith("input 'rows' of model.onnx is ")
                .endsWith("the manifest needs floats of shape [N] and [5]");
        Files.write(bundle.model(), OnnxFile.dense("x", new float[5][1], new float[1], "Identity", "answers"));
        assertThat(gate.check(bundle).reason()).isEqualTo("model.onnx has no input 'rows'; it has [x]");
    }

    private static GoldenRows withAnswer(TestBundle bundle, int row, float answer) {
        List<List<Float>> answers = new ArrayList<>(bundle.golden().answers());
        answers.set(row, List.of(answer));
        return new GoldenRows(bundle.golden().rows(), answers);
    }
}
