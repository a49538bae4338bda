package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.layer.Dropout;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.SeededRandom;

/** Trains {@link Dropout}; what is dropped follows from the seed, the layer and the number of the update. */
@AutoService(FusedLayer.class)
public final class DropoutFused implements FusedLayer<Dropout> {

    @Override
    public Class<Dropout> type() {
        return Dropout.class;
    }

    @Override
    public Node node(Dropout layer, Workbench bench) {
        return layer.rate() == 0
                ? new Through()
                : new Dropping(
                        layer.rate(), bench.training().seed(), bench.report().index());
    }

    private static final class Dropping implements Node {

        private static final long PURPOSE = 8_000_000_000L;
        private static final long PURPOSES_OF_A_LAYER = 1_000_000_000_000L;

        private final double rate;
        private final long seed;
        private final long purpose;
        private final Room ofFactors = new Room();
        private final Room ofAnswers = new Room();
        private boolean drops;
        private float[] factors = new float[0];
        private float[] answers = new float[0];

        Dropping(double rate, long seed, int layer) {
            this.rate = rate;
            this.seed = seed;
            this.purpose = PURPOSE + layer * PURPOSES_OF_A_LAYER;
        }

        @Override
        public float[] forward(float[] input, Pass pass) {
            drops = pass.isTraining();
            if (!drops) {
                return input;
            }
            answers = ofAnswers.of(input.length);
            factors = ofFactors.of(input.length);
            draw(new SeededRandom(seed, purpose + pass.update()));
            for (int k = 0; k < answers.length; k++) {
                answers[k] = input[k] * factors[k];
            }
            return answers;
        }

        /** Without a branch, which no processor could foresee. */
        private void draw(SeededRandom random) {
            int kept = Float.floatToRawIntBits((float) (1 / (1 - rate)));
            long dropped = (long) Math.ceil(rate * 0x1p53);
            for (int k = 0; k < factors.length; k++) {
                long below = ((random.nextLong() >>> 11) - dropped) >> 63;
                factors[k] = Float.intBitsToFloat(kept & (int) ~below);
            }
        }

        @Override
        public float[] backward(float[] slopes, boolean further) {
            for (int k = 0; drops && k < slopes.length; k++) {
                slopes[k] *= factors[k];
            }
            return slopes;
        }
    }
}
