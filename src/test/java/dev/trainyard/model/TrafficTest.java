package dev.trainyard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficTest {

    @Test
    void givesEachVersionItsPartsOfTheCalls() {
        Traffic traffic = Traffic.of(null, Map.of(1, 90, 2, 10), null);

        assertThat(traffic.version()).isEqualTo(1);
        assertThat(traffic.drawn(0)).isEqualTo(1);
        assertThat(traffic.drawn(0.8999)).isEqualTo(1);
        assertThat(traffic.drawn(0.9001)).isEqualTo(2);
        assertThat(traffic.drawn(Math.nextDown(1.0))).isEqualTo(2);
        assertThat(Traffic.to(7).drawn(0.5)).isEqualTo(7);
    }

    @Test
    void refusesWhatSaysNothing() {
        assertThatThrownBy(() -> Traffic.of(null, null, null)).hasMessageContaining("version and split");
        assertThatThrownBy(() -> Traffic.of(1, Map.of(1, 1), null)).hasMessageContaining("version and split");
        assertThatThrownBy(() -> Traffic.of(null, Map.of(1, 0), null)).hasMessageContaining("from 1 to");
        assertThatThrownBy(() -> Traffic.of(1, null, 1)).hasMessageContaining("asked anyway");
    }

    @Test
    void promotesByTheRuleAlone() {
        PromotionRule rule = PromotionRule.parse(" test/accuracy>=champion ");

        assertThat(rule.text()).isEqualTo("test/accuracy >= champion");
        assertThat(rule.reason(Map.of("test/accuracy", 0.8), Map.of("test/accuracy", 0.8)))
                .isEqualTo("promoted: test/accuracy is 0.8000, and was 0.8000");
        assertThat(rule.reason(Map.of("test/accuracy", 0.7), Map.of("test/accuracy", 0.8)))
                .isNull();
        assertThat(rule.reason(Map.of("test/accuracy", 0.1), null)).startsWith("promoted: the first");
        assertThat(rule.reason(Map.of("test/loss", 0.1), null)).isNull();
        assertThat(PromotionRule.parse("test/loss < champion")
                        .reason(Map.of("test/loss", 0.1), Map.of("test/loss", 0.1)))
                .isNull();
        assertThatThrownBy(() -> PromotionRule.parse("accuracy is best")).hasMessageContaining("such as");
    }
}
