package dev.trainyard.trainer.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.LargestBatch;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.InitialParameters;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job whose batch fits into memory can be evaluated in it: no more rows are asked for at once. */
class RowsAtOnceTest {

    private static ResolvedJob job(int units, String batch) {
        return TestJob.on("")
                .numeric("a", "b")
                .targetValues("y")
                .layers("""
                        [{"type":"dense","units":%d,"activation":"tanh"},{"type":"dense"}]""".formatted(units))
                .training("{\"batchSize\":%s}".formatted(batch))
                .resolved();
    }

    @ParameterizedTest
    @CsvSource({"8, 32, 1024", "8, 5000, 1024", "2000000, 7, 7", "2000000, \"full\", 1024", "40000, 7, 104"})
    void areNoMoreThanAnUpdateHasWhereTheyTakeMuchMemory(int units, String batch, int rows) {
        assertThat(LargestBatch.toAnswer(job(units, batch))).isEqualTo(rows);
    }

    @Test
    void answerAsTheyDoAFewAtATime() {
        ResolvedJob job = job(150_000, "16");
        float[] values = new float[2 * 70];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i);
        }
        EncodedRows rows = new EncodedRows(70, values);
        try (Engine engine = new Dl4jEngine(job, InitialParameters.of(job))) {
            assertThat(engine.rowsAtOnce()).isEqualTo(27);

            float[] all = engine.predict(rows);

            assertThat(all).hasSize(70);
            assertThat(Arrays.copyOfRange(all, 0, 27)).isEqualTo(engine.predict(rows.slice(0, 27)));
            assertThat(Arrays.copyOfRange(all, 54, 70)).isEqualTo(engine.predict(rows.slice(54, 70)));
        }
    }

    @Test
    void keepTheirLengthsWhereTheyAreSliced() {
        EncodedRows rows = new EncodedRows(3, new float[] {1, 2, 3, 4, 5, 6}, new int[] {1, 2, 1});
        assertThat(rows.slice(1, 3).values()).containsExactly(3, 4, 5, 6);
        assertThat(rows.slice(1, 3).lengths()).containsExactly(2, 1);
    }
}
