package dev.trainyard.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class UnitWatchTest {

    /** Kernels are left away: what moves is told by the biases, ten of the first layer and four of the second. */
    private static final List<Segment> BIASES = List.of(
            new Segment("dense_0/bias", 0, 0, 10, false),
            new Segment("dense_1/bias", 1, 10, 14, false),
            new Segment("dense_2/bias", 2, 14, 15, false));

    private final UnitWatch watch = watch("relu", "tanh");

    private static UnitWatch watch(String first, String second) {
        List<LayerReport> layers = TestJob.regression(10)
                .layers("""
                        [{"type":"dense","units":10,"activation":"%s"},{"type":"dense","units":4,"activation":"%s"},
                         {"type":"dense"}]
                        """.formatted(first, second))
                .resolved()
                .layers();
        return new UnitWatch(layers, new Advice(Training.defaults()));
    }

    @Test
    void saysNothingOfUnitsThatMoveOnceInAnEpoch() {
        for (int unit = 0; unit < 14; unit++) {
            watch.see(moving(unit), BIASES);
        }

        assertThat(watch.after(1)).isEmpty();
    }

    @Test
    void warnsOnceOfUnitsThatDoNot() {
        watch.see(moving(0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 13), BIASES);
        watch.see(moving(7), BIASES);

        assertThat(watch.after(1)).singleElement().isInstanceOfSatisfying(TrainerEvent.Warned.class, warned -> {
            assertThat(warned.code()).isEqualTo("dead_units");
            assertThat(warned.message()).startsWith("no row of epoch 1 made 2 of the 10 units of dense_0 fire");
            assertThat(warned.patch())
                    .isEqualTo(
                            List.of(Map.of("op", "add", "path", "/training/optimizer/learningRate", "value", 0.0001)));
        });
        watch.see(moving(10, 11, 12, 13), BIASES);
        assertThat(watch.after(2)).isEmpty();
    }

    @Test
    void countsEachEpochByItself() {
        watch.see(moving(IntStream.range(0, 14).toArray()), BIASES);
        assertThat(watch.after(1)).isEmpty();

        watch.see(moving(IntStream.range(1, 14).toArray()), BIASES);
        assertThat(codes(watch.after(2))).containsExactly("dead_units");
    }

    @Test
    void tellsSaturatedUnitsFromDeadOnes() {
        watch.see(moving(IntStream.range(0, 12).toArray()), BIASES);

        assertThat(codes(watch.after(1))).containsExactly("saturated_units");
    }

    @Test
    void leavesOtherFunctionsAndTheAnswersAlone() {
        UnitWatch other = watch("leakyRelu", "linear");
        other.see(new float[15], BIASES);

        assertThat(other.after(1)).isEmpty();
    }

    @Test
    void goesOnInTheMiddleOfAnEpoch() {
        watch.see(moving(0, 1, 2, 3, 4, 10, 11, 12, 13), BIASES);
        UnitWatch resumed = watch("relu", "tanh");
        resumed.restore(watch.standing());
        resumed.see(moving(5, 6, 7, 8, 9), BIASES);
        assertThat(resumed.after(1)).isEmpty();

        watch.see(new float[15], BIASES);
        assertThat(codes(watch.after(1))).containsExactly("dead_units");
        UnitWatch told = watch("relu", "tanh");
        told.restore(watch.standing());
        told.see(moving(10, 11, 12, 13), BIASES);
        assertThat(told.after(2)).isEmpty();
    }

    private static float[] moving(int... units) {
        float[] gradient = new float[15];
        for (int unit : units) {
            gradient[unit] = -0.5f;
        }
        return gradient;
    }

    private static List<String> codes(List<TrainerEvent> warnings) {
        return warnings.stream()
                .map(warning -> ((TrainerEvent.Warned) warning).code())
                .toList();
    }
}
