package dev.trainyard.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.json.Json;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.JobFailed;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateReductionTest {

    private final RateReduction rate = reduction("""
            {"type":"plateau","monitor":"train/loss","factor":0.5,"patience":2,"minLearningRate":0.03}""");

    @Test
    void lowersTheRateAfterSoManyEpochsWithoutAGain() {
        assertThat(rate.after(1, loss(1.0))).isEmpty();
        assertThat(rate.after(2, loss(1.0))).isEmpty();
        assertThat(rate.rate(2)).isEqualTo(0.1);

        assertThat(rate.after(3, loss(1.0)).orElseThrow().toString()).contains("from 0.100 to 0.0500");
        assertThat(rate.rate(3)).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void waitsAgainAfterAGain() {
        rate.after(1, loss(1.0));
        rate.after(2, loss(1.0));
        rate.after(3, loss(0.9));
        rate.after(4, loss(0.9));

        assertThat(rate.rate(4)).isEqualTo(0.1);
    }

    @Test
    void neverFallsBelowItsLowest() {
        for (int epoch = 1; epoch <= 20; epoch++) {
            rate.after(epoch, loss(1.0));
        }

        assertThat(rate.rate(20)).isEqualTo(0.03);
    }

    @Test
    void goesOnWhereItStopped() {
        rate.after(1, loss(1.0));
        rate.after(2, loss(1.0));
        RateReduction other = reduction("""
                {"type":"plateau","monitor":"train/loss","factor":0.5,"patience":2}""");
        other.restore(rate.standing());

        assertThat(other.after(3, loss(1.0))).isPresent();
    }

    @Test
    void followsAWarmup() {
        RateReduction warm = reduction("""
                {"type":"warmup","epochs":2,"then":{"type":"plateau","monitor":"train/loss","factor":0.5,"patience":1}}""");
        warm.after(1, loss(1.0));
        warm.after(2, loss(1.0));

        assertThat(warm.rate(1)).isCloseTo(0.025, within(1e-12));
        assertThat(warm.rate(3)).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void saysWhichSeriesThereAre() {
        assertThatThrownBy(() -> rate.after(1, Map.of("validation/loss", 1.0)))
                .isInstanceOf(JobFailed.class)
                .hasMessageContaining("validation/loss");
    }

    private static Map<String, Double> loss(double value) {
        return Map.of("train/loss", value);
    }

    private static RateReduction reduction(String schedule) {
        return new RateReduction(Json.mapper()
                .readValue(
                        "{\"epochs\":50,\"optimizer\":{\"type\":\"sgd\",\"learningRate\":0.1},\"schedule\":%s}"
                                .formatted(schedule),
                        Training.class));
    }
}
