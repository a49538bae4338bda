package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.LeakyRelu;

/** Trains {@link LeakyRelu}. */
@AutoService(FusedLayer.class)
public final class LeakyReluFused implements FusedLayer<LeakyRelu> {

    @Override
    public Class<LeakyRelu> type() {
        return LeakyRelu.class;
    }

    @Override
    public Node node(LeakyRelu layer, Workbench bench) {
        return new Applied(new Leaking(layer.negativeSlope().floatValue()));
    }

    private record Leaking(float slope) implements Curve {

        @Override
        public void apply(float[] sums, float[] answers) {
            for (int k = 0; k < answers.length; k++) {
                answers[k] = sums[k] < 0f ? slope * sums[k] : sums[k];
            }
        }

        @Override
        public void times(float[] slopes, float[] sums, float[] answers) {
            for (int k = 0; k < slopes.length; k++) {
                slopes[k] = sums[k] < 0f ? slope * slopes[k] : slopes[k];
            }
        }
    }
}
