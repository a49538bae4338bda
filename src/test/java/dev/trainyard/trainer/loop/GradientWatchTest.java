package dev.trainyard.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.definition.LayerReport;
import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.engine.PartObserver;
import dev.trainyard.trainer.engine.Updater.Segment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // a null fails the test by itself
class GradientWatchTest {

    private static final List<LayerReport> LAYERS =
            TestJob.regression(10).resolved().layers();
    private static final List<Segment> SEGMENTS = List.of(
            new Segment("dense_0/kernel", 0, 0, 2, false),
            new Segment("dense_0/bias", 0, 2, 3, false),
            new Segment("dense_1/kernel", 1, 3, 4, false),
            new Segment("dense_1/average", 1, 4, 5, true));

    private final GradientWatch watch = new GradientWatch(LAYERS, new Advice(Training.defaults()));

    @Test
    void measuresEachLayerWithoutItsRunningAverages() {
        see(watch, 1, 1, 2, 3, 6, 0.5f, 99);

        assertThat(watch.standing().norms()).isEqualTo(Map.of("dense_0", 7.0, "dense_1", 0.5));
        assertThat(watch.standing().at()).isEqualTo(1);
    }

    @Test
    void looksAtTheFirstSecondFourthAndEighthUpdateOfAnEpoch() {
        for (int update = 1; update <= 12; update++) {
            see(watch, 100 + update, update, update, 0, 0, 0, 0);
        }

        assertThat(watch.standing().at()).isEqualTo(108);
        assertThat(watch.standing().norms()).containsEntry("dense_0", 8.0);
    }

    @Test
    void takesTheGradientsOfTwoNetworksInAnUpdateTogether() {
        watch.before(1, 1);
        watch.see(new float[] {3, 0, 0}, SEGMENTS.subList(0, 2));
        PartObserver.of(watch, "dense_1", LAYERS)
                .see(new float[] {4}, List.of(new Segment("dense_1/kernel", 0, 0, 1, false)));

        assertThat(watch.standing().norms()).isEqualTo(Map.of("dense_0", 3.0, "dense_1", 4.0));
        assertThat(watch.standing().first()).isEqualTo(5.0);
        assertThat(watch.standing().largest()).isEqualTo(watch.standing().norms());
    }

    @Test
    void keepsTheLastFiniteNorms() {
        see(watch, 1, 1, 3, 4, 0, 0, 0);
        see(watch, 2, 2, Float.NaN, 0, 0, 0, 0);

        assertThat(watch.standing().norms()).containsEntry("dense_0", 5.0);
        assertThat(watch.standing().at()).isEqualTo(1);
    }

    @Test
    void warnsOnceOfAGradientThatExplodes() {
        see(watch, 1, 1, 2, 0, 0, 0, 0);
        assertThat(watch.after(1)).isEmpty();
        see(watch, 9, 1, 0, 0, 0, 199, 0);
        assertThat(watch.after(2)).as("less than a hundred times the first").isEmpty();
        see(watch, 17, 1, 30, 0, 0, 400, 0);

        assertThat(watch.after(3)).hasValueSatisfying(event -> {
            TrainerEvent.Warned warned = (TrainerEvent.Warned) event;
            assertThat(warned.code()).isEqualTo("exploding_gradients");
            assertThat(warned.message())
                    .startsWith("the norm of the gradient reached 401 in epoch 3, 400 of it in dense_1");
            assertThat(warned.patch().get(0)).containsEntry("path", "/training/gradientClipping");
        });
        see(watch, 25, 1, 0, 0, 0, 9000, 0);
        assertThat(watch.after(4)).isEmpty();
    }

    @Test
    void doesNotTakeTheNoiseOfAFinishedFitForAnExplosion() {
        see(watch, 1, 1, 1e-4f, 0, 0, 0, 0);
        see(watch, 2, 2, 1, 0, 0, 0, 0);

        assertThat(watch.after(1)).isEmpty();
    }

    @Test
    void goesOnWhereItStopped() {
        see(watch, 1, 1, 2, 0, 0, 0, 0);
        see(watch, 2, 2, 900, 0, 0, 0, 0);
        GradientWatch resumed = new GradientWatch(LAYERS, new Advice(Training.defaults()));
        resumed.restore(watch.standing());

        assertThat(resumed.after(1)).isEqualTo(watch.after(1)).isPresent();
        resumed.restore(watch.standing());
        see(resumed, 9, 1, 900, 0, 0, 0, 0);
        assertThat(resumed.after(2)).isEmpty();
    }

    private static void see(GradientWatch watch, long number, int inEpoch, float... gradient) {
        watch.before(number, inEpoch);
        watch.see(gradient, SEGMENTS);
    }
}
