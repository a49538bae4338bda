package dev.trainyard.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code "batchSize": "auto"} stands for. */
class BatchRuleTest {

    private static final int ENDLESS = Integer.MAX_VALUE;

    @ParameterizedTest
    @CsvSource(textBlock = """
            864,     1000000, 2147483647, 1024
            864,     10000,   2147483647, 64
            864,     1000,    2147483647, 32
            101632,  1000000, 2147483647, 512
            1024000, 1000000, 2147483647, 64
            5000000, 1000000, 2147483647, 32
            864,     1000000, 200,        128
            864,     1000000, 20,         20
            """)
    void growsWhileThatIsFasterAndFits(long products, int trainingRows, int fits, int rows) {
        assertThat(new BatchRule(products, fits).rows(trainingRows)).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource({
        "sgd, 0.01, 0.08",
        "momentum, 0.01, 0.08",
        "adam, 0.001, 0.005657",
        "rmsprop, 0.001, 0.005657",
        "adadelta, 1, 1",
        "manhattan, 0.001, 0.001"
    })
    void scalesTheLearningRateAsTheRuleNeeds(String rule, double rate, double scaled) {
        Remarks remarks = new Remarks();
        Training settled = settle(
                "{\"batchSize\":\"auto\",\"optimizer\":{\"type\":\"%s\",\"learningRate\":%s}}".formatted(rule, rate),
                remarks);

        assertThat(settled.batchSize()).isEqualTo(new BatchSize(1024));
        assertThat(settled.optimizer().learningRate()).isCloseTo(scaled, within(1e-6));
        assertThat(remarks.warnings()).extracting(Plan.Warning::code).containsExactly("batch_chosen");
    }

    private static Training settle(String training, Remarks remarks) {
        return new BatchRule(864, ENDLESS)
                .settle(Json.mapper().readValue(training, Training.class), 1_000_000, remarks);
    }

    @Test
    void leavesOtherBatchesAlone() {
        Remarks remarks = new Remarks();

        assertThat(settle("{}", remarks)).isEqualTo(Training.defaults());
        assertThat(settle("{\"batchSize\":\"full\"}", remarks).batchSize()).isEqualTo(BatchSize.FULL);
        assertThat(remarks.warnings()).isEmpty();
    }

    @Test
    void saysWhatBecomesOfTheLearningRate() {
        Remarks remarks = new Remarks();
        settle("{\"batchSize\":\"auto\"}", remarks);

        assertThat(remarks.warnings().get(0).message())
                .isEqualTo(
                        "batchSize is 1024 for 1000000 training rows; the learning rate of 0.001, which is that of 32 rows,"
                                + " becomes 0.00566");
    }
}
