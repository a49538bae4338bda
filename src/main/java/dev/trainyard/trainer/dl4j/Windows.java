package dev.trainyard.trainer.dl4j;

import dev.trainyard.definition.Area;
import dev.trainyard.definition.Padding;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/** Sliding windows as DL4J writes them. */
final class Windows {

    private Windows() {}

    static ConvolutionMode mode(Padding padding) {
        return padding == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    static int[] of(Area area) {
        return new int[] {area.height(), area.width()};
    }
}
