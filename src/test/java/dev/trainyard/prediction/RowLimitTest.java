package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import org.junit.jupiter.api.Test;

class RowLimitTest {

    @Test
    void refusesMorePicturesThanMemoryIsMeantFor() {
        assertThatThrownBy(() -> RowLimit.check(10_000, 224 * 224 * 3))
                .isInstanceOfSatisfying(Problem.class, refused -> {
                    assertThat(refused.type()).isEqualTo(ProblemType.TOO_LARGE);
                })
                .hasMessageContaining("10,000 examples of 150,528 numbers each")
                .hasMessageContaining("at most 106 such");
    }

    @Test
    void takesManyShortRowsAndASingleLongOne() {
        assertThatCode(() -> RowLimit.check(RowLimit.MOST_ROWS, 1_600)).doesNotThrowAnyException();
        assertThatCode(() -> RowLimit.check(1, 100_000_000)).doesNotThrowAnyException();
    }
}
