package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.ActivationFunction;
import dev.trainyard.definition.layer.Activation;

/** Trains {@link Activation}. */
@AutoService(FusedLayer.class)
public final class ActivationFused implements FusedLayer<Activation> {

    @Override
    public Class<Activation> type() {
        return Activation.class;
    }

    @Override
    public Node node(Activation layer, Workbench bench) {
        return bench.activation() == ActivationFunction.LINEAR
                ? new Through()
                : new Applied(
                        Curve.of(bench.activation(), bench.report().inputShape().last()));
    }

    private static final class Applied implements Node {

        private final Curve curve;
        private float[] sums = new float[0];
        private float[] answers = new float[0];

        Applied(Curve curve) {
            this.curve = curve;
        }

        @Override
        public float[] forward(float[] input, Pass pass) {
            sums = input;
            answers = Rooms.of(answers, input.length);
            curve.apply(sums, answers);
            return answers;
        }

        @Override
        public float[] backward(float[] slopes, boolean further) {
            curve.times(slopes, sums, answers);
            return slopes;
        }
    }
}
