package dev.trainyard.trainer.score;

import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.engine.Engine;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** How far the forecasts of numbers lie from what came. */
public final class ForecastSpread {

    private static final int MOST_EXAMPLES = 2_000;

    private ForecastSpread() {}

    /** The root of the mean squared error of each target that is a number, over all steps. */
    public static Map<String, Double> of(Engine engine, Part part, TargetCodec each) {
        Map<Integer, String> places = new TreeMap<>();
        place(each, 0, places);
        if (places.isEmpty()) {
            return Map.of();
        }
        int[] order = part.order();
        Answers answers = Answers.of(engine, part, Arrays.copyOf(order, Math.min(order.length, MOST_EXAMPLES)));
        Map<String, Double> spread = new TreeMap<>();
        places.forEach((place, name) -> spread.put(name, spread(answers, place, each.width())));
        return spread;
    }

    /** Where in an answer each number stands. */
    private static void place(TargetCodec codec, int at, Map<Integer, String> places) {
        if (codec instanceof TargetCodec.Values values) {
            for (int i = 0; i < values.columns().size(); i++) {
                places.put(at + i, values.columns().get(i).name());
            }
        } else if (codec instanceof TargetCodec.Several several) {
            int from = at;
            for (TargetCodec.Several.Head head : several.heads()) {
                place(head.codec(), from, places);
                from += head.codec().width();
            }
        }
    }

    private static double spread(Answers answers, int place, int width) {
        double squares = 0;
        int count = 0;
        for (int i = place; i < answers.outputs().length; i += width) {
            double error = (double) answers.outputs()[i] - answers.targets()[i];
            squares += error * error;
            count++;
        }
        return Math.sqrt(squares / count);
    }
}
