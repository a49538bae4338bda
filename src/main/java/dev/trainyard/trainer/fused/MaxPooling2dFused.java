package dev.trainyard.trainer.fused;

import com.google.auto.service.AutoService;
import dev.trainyard.definition.Area;
import dev.trainyard.definition.layer.MaxPooling2d;
import dev.trainyard.trainer.engine.Room;
import java.util.Arrays;

/** Trains {@link MaxPooling2d}. */
@AutoService(FusedLayer.class)
public final class MaxPooling2dFused implements FusedLayer<MaxPooling2d> {

    @Override
    public Class<MaxPooling2d> type() {
        return MaxPooling2d.class;
    }

    @Override
    public Node node(MaxPooling2d layer, Workbench bench) {
        return new Largest(Sliding.over(bench.report(), layer.poolSize(), layer.step(), Area.ONE, layer.padding()));
    }

    private static final class Largest implements Node {

        private final Sliding window;
        private final Room ofAnswers = new Room();
        private final Room ofSlopes = new Room();
        private int rows;
        private int[] chosen = new int[0];

        Largest(Sliding window) {
            this.window = window;
        }

        @Override
        public float[] forward(float[] input, Pass pass) {
            rows = pass.rows();
            int count = window.places() * window.channels();
            float[] answers = ofAnswers.of(rows * count);
            chosen = chosen.length >= answers.length ? chosen : new int[answers.length];
            for (int row = 0; row < rows; row++) {
                for (int place = 0; place < window.places(); place++) {
                    choose(input, row * window.picture(), place, row * count + place * window.channels());
                }
            }
            for (int i = 0; i < answers.length; i++) {
                answers[i] = input[chosen[i]];
            }
            return answers;
        }

        /** The first of the largest, channel by channel. */
        private void choose(float[] input, int picture, int place, int at) {
            int top = place / window.across() * window.strides().height() - window.top();
            int left = place % window.across() * window.strides().width() - window.left();
            int bottom = Math.min(window.height(), top + window.size().height());
            int right = Math.min(window.width(), left + window.size().width());
            boolean first = true;
            for (int y = Math.max(0, top); y < bottom; y++) {
                for (int x = Math.max(0, left); x < right; x++) {
                    int from = picture + (y * window.width() + x) * window.channels();
                    for (int channel = 0; channel < window.channels(); channel++) {
                        if (first || input[from + channel] > input[chosen[at + channel]]) {
                            chosen[at + channel] = from + channel;
                        }
                    }
                    first = false;
                }
            }
        }

        @Override
        public float[] backward(float[] slopes, boolean further) {
            float[] back = ofSlopes.of(rows * window.picture());
            Arrays.fill(back, 0f);
            for (int i = 0; i < slopes.length; i++) {
                back[chosen[i]] += slopes[i];
            }
            return back;
        }
    }
}
