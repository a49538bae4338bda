package dev.trainyard.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void endsWhereNothingFollows() {
        Page<Integer> page = Page.of(List.of(3, 2, 1), new PageRequest(3, null), String::valueOf);

        assertThat(page).isEqualTo(new Page<>(List.of(3, 2, 1), false, null));
    }

    @Test
    void goesOnAfterItsLast() {
        Page<Integer> page = Page.of(List.of(5, 4, 3, 2), new PageRequest(3, null), String::valueOf);

        assertThat(page).isEqualTo(new Page<>(List.of(5, 4, 3), true, "3"));
    }

    @Test
    void usuallyHasTwenty() {
        assertThat(PageRequest.read(null, "")).isEqualTo(new PageRequest(20, null));
        assertThat(PageRequest.read("200", "ds_1")).isEqualTo(new PageRequest(200, "ds_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "201", "ten", "1e2", "99999999999"})
    void refusesLimitsOutOfRange(String limit) {
        assertThatThrownBy(() -> PageRequest.read(limit, null))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("a whole number from 1 to 200");
    }
}
