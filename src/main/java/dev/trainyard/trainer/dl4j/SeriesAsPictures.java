package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.Shape;
import java.util.List;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.preprocessors.ReshapePreprocessor;

/** Time series as pictures one pixel wide, for layers that DL4J has for pictures only; anything else is left alone. */
final class SeriesAsPictures {

    private SeriesAsPictures() {}

    /** From {@code [features,time]} to {@code [features,time,1]}. */
    static List<InputPreProcessor> of(Shape series) {
        return series.rank() == 2 ? List.of(new ReshapePreprocessor(flat(series), wide(series), false)) : List.of();
    }

    static List<InputPreProcessor> back(Shape series) {
        return series.rank() == 2 ? List.of(new ReshapePreprocessor(wide(series), flat(series), false)) : List.of();
    }

    private static long[] flat(Shape series) {
        return new long[] {series.last(), series.dimensions().get(0)};
    }

    private static long[] wide(Shape series) {
        return new long[] {series.last(), series.dimensions().get(0), 1};
    }
}
