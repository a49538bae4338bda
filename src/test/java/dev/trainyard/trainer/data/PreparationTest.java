package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Preprocessing;
import dev.trainyard.plan.Split;
import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TestJob;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {

    @Test
    void keepsTheClassesSharesInAllParts() {
        int[] many = IntStream.range(0, 90).toArray();
        int[] few = IntStream.range(90, 100).toArray();

        RowSplit split = RowSplit.draw(List.of(many, few), split("{\"validation\":0.2,\"test\":0.1}"), 7);

        assertThat(split.test()).hasSize(10).isSorted();
        assertThat(split.validation()).hasSize(20);
        assertThat(Arrays.stream(split.validation()).filter(row -> row >= 90)).hasSize(2);
        assertThat(IntStream.concat(
                                Arrays.stream(split.train()),
                                IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test())))
                        .distinct())
                .hasSize(100);
    }

    @Test
    void splitsBySeedAlone() {
        List<int[]> rows = List.of(IntStream.range(0, 50).toArray());
        Split split = split("{}");

        assertThat(RowSplit.draw(rows, split, 1).sha256())
                .isEqualTo(RowSplit.draw(rows, split, 1).sha256());
        assertThat(RowSplit.draw(rows, split, 1).sha256())
                .isNotEqualTo(RowSplit.draw(rows, split, 2).sha256());
    }

    private static Split split(String json) {
        return Json.mapper().readValue(json, Split.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                | 3 | 2.160247 | 3",
                "{\"numeric\":\"min-max\",\"missing\":\"median\"}  | 1 | 5        | 2.5",
                "{\"numeric\":\"none\",\"missing\":\"zero\"}       | 0 | 1        | 0",
            })
    void fitsNumbersToThePresentCells(String preprocessing, double offset, double scale, double fill) {
        double[] cells = {1, 2, Double.NaN, 3, 6};

        ColumnEncoder.Numeric fitted =
                new NumberFit(Json.mapper().readValue(preprocessing, Preprocessing.class)).fit("x", cells);

        assertThat(fitted.offset()).isEqualTo(offset);
        assertThat(fitted.scale()).isCloseTo(scale, offset(1e-6));
        assertThat(fitted.fill()).isEqualTo(fill);
        assertThat(fitted.min()).isEqualTo(1);
        assertThat(fitted.max()).isEqualTo(6);
    }

    @Test
    void leavesAConstantColumnItsScale() {
        double[] cells = {0.1, 0.1, 0.1};

        assertThat(new NumberFit(Preprocessing.defaults()).fit("x", cells).scale())
                .isEqualTo(1);
    }

    @Test
    void encodesByWhatTheTrainingRowsTaught(@TempDir Path scratch) throws Exception {
        TestJob job = TestJob.on(
                        "SELECT i::DOUBLE AS x, CASE WHEN i % 2 = 0 THEN 'a' END AS c, 10.0 * i AS y FROM range(20) r(i)")
                .numeric("x")
                .categorical("c", "a", "b")
                .targetValues("y")
                .split("{\"validation\":0.2,\"test\":0.0}");

        Prepared data = Preparation.of(job.resolved(), job.in(scratch));

        int[] train = data.train().numbers();
        double mean = Arrays.stream(train).average().orElseThrow();
        ColumnEncoder.Numeric x = (ColumnEncoder.Numeric)
                ((FeatureEncoder) data.encoder()).columns().get(0);
        assertThat(x.offset()).isCloseTo(mean, offset(1e-12));
        ColumnEncoder.Numeric y = ((TargetCodec.Values) data.codec()).columns().get(0);
        assertThat(y.offset()).isCloseTo(10 * mean, offset(1e-9));
        float[] row = data.train().features().gather(new int[] {3}, 0, 1).values();
        assertThat(row).containsExactly(x.encode(train[3]), train[3] % 2 == 0 ? 1f : 0f, 0f);
        assertThat(data.examples())
                .anyMatch(example ->
                        example instanceof Map<?, ?> cells && cells.containsKey("c") && cells.get("c") == null);
    }

    @Test
    void makesYearWeekAndDayOfMoments(@TempDir Path scratch) throws Exception {
        TestJob job = TestJob.on(
                        """
                        SELECT CASE WHEN i <> 5 THEN TIMESTAMP '2024-01-01 06:00:00' + to_hours(CAST(i * 24 * 7 AS INTEGER)) END AS at,
                               i::DOUBLE AS y FROM range(20) r(i)""")
                .moment("at")
                .targetValues("y")
                .split("{\"validation\":0.0,\"test\":0.0}");

        Prepared data = Preparation.of(job.resolved(), job.in(scratch));

        float[] row = data.train().features().gather(new int[] {3}, 0, 1).values();
        assertThat(row).hasSize(7);
        assertThat(row[3]).isCloseTo((float) Math.sin(2 * Math.PI / 28), offset(1e-4f));
        assertThat(row[5]).isCloseTo(1f, offset(1e-4f));
        assertThat(row[6]).isCloseTo(0f, offset(1e-4f));
        int missing = Arrays.stream(data.train().numbers()).boxed().toList().indexOf(5);
        assertThat(Arrays.copyOfRange(
                        data.train().features().gather(new int[] {missing}, 0, 1).values(), 1, 7))
                .containsOnly(0f);
    }

    @Test
    void refusesADataSetWithoutAnyTarget(@TempDir Path scratch) throws Exception {
        TestJob job = TestJob.on("SELECT 1.0 AS x, NULL::DOUBLE AS y FROM range(5)")
                .numeric("x")
                .targetValues("y");

        assertThatThrownBy(() -> Preparation.of(job.resolved(), job.in(scratch)))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("data_invalid"))
                .hasMessageContaining("no row has a value for y");
    }
}
