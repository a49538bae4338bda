package dev.trainyard.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.plan.Training;
import dev.trainyard.trainer.TrainerEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CurveWatchTest {

    private final CurveWatch watch = new CurveWatch(100, new Advice(Training.defaults()));

    @Test
    void saysNothingOfALossThatFalls() {
        assertThat(codes(watch, 1, 100, epoch -> Math.exp(-0.05 * epoch), epoch -> 1.1 * Math.exp(-0.05 * epoch)))
                .isEmpty();
    }

    @Test
    void saysNothingOfALossThatTrembles() {
        assertThat(codes(watch, 1, 60, epoch -> Math.exp(-0.05 * epoch) + 0.02 * (epoch % 3), null))
                .isEmpty();
    }

    @Test
    void warnsOfALossThatRises() {
        List<TrainerEvent.Warned> warned = warnings(watch, 1, 10, epoch -> Math.pow(1.2, epoch), null);

        assertThat(warned).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("loss_increasing");
            assertThat(warning.message()).contains("3 epochs in a row", "in epoch 4", "its lowest was 1.2");
        });
    }

    @Test
    void warnsOnceOfALossThatStaysWhereItIs() {
        assertThat(codes(watch, 1, 60, epoch -> Math.max(0.3, 1 - 0.1 * epoch), null))
                .containsExactly("plateau");
    }

    @Test
    void warnsOfANetworkThatLearnsItsRowsByHeart() {
        assertThat(codes(watch, 1, 30, epoch -> Math.exp(-0.1 * epoch), epoch -> 0.5 + 0.05 * Math.abs(epoch - 5)))
                .containsExactly("overfitting");
    }

    @Test
    void takesALossThatIsNoNumberForNone() {
        assertThat(watch.after(1, series(null, null))).isEmpty();
    }

    @Test
    void goesOnWhereItStopped() {
        IntToDoubleFunction loss = epoch -> Math.max(0.3, 1 - 0.1 * epoch);
        codes(watch, 1, 12, loss, null);
        CurveWatch other = new CurveWatch(100, new Advice(Training.defaults()));
        other.restore(watch.standing());

        assertThat(codes(other, 13, 60, loss, null)).isEqualTo(codes(watch, 13, 60, loss, null));
        assertThat(other.standing()).isEqualTo(watch.standing());
    }

    private static List<String> codes(
            CurveWatch watch, int from, int to, IntToDoubleFunction train, @Nullable IntToDoubleFunction validation) {
        return warnings(watch, from, to, train, validation).stream()
                .map(TrainerEvent.Warned::code)
                .toList();
    }

    private static List<TrainerEvent.Warned> warnings(
            CurveWatch watch, int from, int to, IntToDoubleFunction train, @Nullable IntToDoubleFunction validation) {
        List<TrainerEvent.Warned> warned = new ArrayList<>();
        for (int epoch = from; epoch <= to; epoch++) {
            Double seen = validation == null ? null : Double.valueOf(validation.applyAsDouble(epoch));
            watch.after(epoch, series(train.applyAsDouble(epoch), seen))
                    .forEach(event -> warned.add((TrainerEvent.Warned) event));
        }
        return warned;
    }

    private static Map<String, @Nullable Double> series(@Nullable Double train, @Nullable Double validation) {
        Map<String, @Nullable Double> series = new HashMap<>();
        series.put("train/loss", train);
        series.put("validation/loss", validation);
        return series;
    }
}
