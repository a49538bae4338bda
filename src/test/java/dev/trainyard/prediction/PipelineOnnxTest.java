package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.trainyard.bundle.BundleFolder;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.Recorded;
import dev.trainyard.trainer.TestJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pipeline.onnx}, opened by ONNX Runtime and by nothing of ours, against the native answers. */
class PipelineOnnxTest {

    private static final String ROWS = """
            SELECT i * 0.37 - 5 AS dense_0, 1700000000 + i * 7 AS moment, CASE i %% 3 WHEN 0 THEN 'red' WHEN 1 THEN 'größer' ELSE '7' END AS colour,
                CASE WHEN i %% 2 = 0 THEN 'yes' ELSE 'no' END AS own, %s FROM range(60) r(i)""";

    private static final List<Map<String, Object>> RAW = List.of(
            row(1.25, 1_700_000_123.5, "red", "yes"),
            row(-4.75, 1_700_000_001.0, "größer", "no"),
            row(null, 1_700_000_400.0, "7", null),
            row(9, null, null, "yes"));

    @TempDir
    private Path scratch;

    private static Map<String, Object> row(Object dense, Object moment, Object colour, Object own) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("dense_0", dense);
        row.put("moment", moment);
        row.put("colour", colour);
        row.put("own", own);
        return row;
    }

    private BundleFolder trained(String target, UnaryOperator<TestJob> more) throws Exception {
        TestJob job = TestJob.on(ROWS.formatted(target))
                .numeric("dense_0", "moment")
                .categorical("colour", "7", "größer", "red")
                .categorical("own", "no", "yes");
        JobFolder folder = more.apply(job)
                .layers("[{\"type\":\"dense\",\"units\":3,\"activation\":\"tanh\"},{\"type\":\"dense\"}]")
                .training("{\"epochs\":2}")
                .in(scratch);
        new Recorded().run(folder);
        return folder.bundle();
    }

    /** What the file answers, by output. */
    private static Map<String, Object> answers(BundleFolder bundle) throws Exception {
        OrtEnvironment runtime = OnnxRuntime.environment();
        Map<String, OnnxTensor> inputs = new HashMap<>();
        Map<String, Object> answers = new HashMap<>();
        try (OrtSession session = runtime.createSession(Files.readAllBytes(bundle.pipeline()))) {
            for (String column : List.of("dense_0", "moment")) {
                double[][] cells = new double[RAW.size()][1];
                for (int i = 0; i < cells.length; i++) {
                    cells[i][0] = RAW.get(i).get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
                }
                inputs.put(column, OnnxTensor.createTensor(runtime, cells));
            }
            for (String column : List.of("colour", "own")) {
                String[] cells = RAW.stream()
                        .map(row ->
                                row.get(column) == null ? "" : row.get(column).toString())
                        .toArray(String[]::new);
                inputs.put(column, OnnxTensor.createTensor(runtime, cells, new long[] {cells.length, 1}));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                for (var output : result) {
                    answers.put(output.getKey(), output.getValue().getValue());
                }
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
        return answers;
    }

    private static List<Prediction> nativeAnswers(BundleFolder bundle) throws Exception {
        try (Servable servable = Servable.open(bundle)) {
            return servable.predict(RAW).predictions();
        }
    }

    private static void assertTellsTheSameClasses(BundleFolder bundle) throws Exception {
        Map<String, Object> answers = answers(bundle);
        List<Prediction> expected = nativeAnswers(bundle);
        for (int row = 0; row < RAW.size(); row++) {
            Prediction.Category category = (Prediction.Category) expected.get(row);
            assertThat(((String[][]) answers.get("label"))[row]).containsExactly(category.label());
            int place = 0;
            for (Float probability : category.probabilities().values()) {
                assertThat(((float[][]) answers.get("probabilities"))[row][place++])
                        .isCloseTo(probability, within(1e-5f));
            }
        }
    }

    @Test
    void tellsTwoClassesOfRawColumns() throws Exception {
        assertTellsTheSameClasses(trained(
                "CASE WHEN i % 5 = 0 THEN 'a' ELSE 'b' END AS kind", job -> job.targetClasses("kind", "a", "b")));
    }

    @Test
    void tellsThreeClassesOfRawColumns() throws Exception {
        assertTellsTheSameClasses(trained(
                "CASE i % 3 WHEN 0 THEN 'a' WHEN 1 THEN 'b' ELSE 'c' END AS kind",
                job -> job.targetClasses("kind", "a", "b", "c")));
    }

    @Test
    void tellsNumbersInTheirOwnUnits() throws Exception {
        BundleFolder bundle =
                trained("20000 + 5.0 * i AS price, i * 0.001 AS share", job -> job.targetValues("price", "share"));
        double[][] values = (double[][]) answers(bundle).get("values");
        List<Prediction> expected = nativeAnswers(bundle);

        for (int row = 0; row < RAW.size(); row++) {
            Map<String, Double> told = ((Prediction.Values) expected.get(row)).values();
            assertThat(values[row][0]).isCloseTo(told.get("price"), within(1e-2));
            assertThat(values[row][1]).isCloseTo(told.get("share"), within(1e-6));
        }
        try (OrtSession session = OnnxRuntime.environment().createSession(Files.readAllBytes(bundle.model()))) {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            assertThat(metadata.get("features")).isEqualTo("[\"dense_0\",\"moment\",\"colour\",\"own\"]");
            assertThat(metadata.get("means")).startsWith("{\"dense_0\":").contains("\"price\":");
            assertThat(metadata.get("scales")).contains("\"moment\":");
            assertThat(metadata.get("labels")).isEqualTo("[]");
        }
    }
}
