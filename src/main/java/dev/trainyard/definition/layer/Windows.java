package dev.trainyard.definition.layer;

import dev.trainyard.definition.Area;
import dev.trainyard.definition.Padding;
import dev.trainyard.definition.Shape;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the layers have in common that slide a window over a picture, or over a series. */
final class Windows {

    /** Of whatever is counted in a window: its size, its steps, its kernels. */
    static final int MOST = 16_384;

    private static final long MOST_NUMBERS = 16_000_000;

    private Windows() {}

    /** Why a layer for pictures cannot read an input. */
    static Optional<Violation> notPicture(String type, Shape input) {
        return input.rank() == 3
                ? Optional.empty()
                : Optional.of(new Violation(
                        "",
                        "shape_mismatch",
                        "%s reads pictures [height, width, channels], and gets an input of shape %s"
                                .formatted(type, input)));
    }

    /** Why a layer for series cannot read an input. */
    static Optional<Violation> notSeries(String type, Shape input) {
        return input.rank() == 2
                ? Optional.empty()
                : Optional.of(new Violation(
                        "",
                        "shape_mismatch",
                        "%s reads series [steps, features], and gets an input of shape %s".formatted(type, input)));
    }

    /** Why a window does not fit on a picture. */
    static Optional<Violation> tooLarge(String field, Area window, Area reach, Padding padding, Shape input) {
        int height = input.dimensions().get(0);
        int width = input.dimensions().get(1);
        if (padding == Padding.SAME || (reach.height() <= height && reach.width() <= width)) {
            return Optional.empty();
        }
        String spread = reach.equals(window)
                ? ""
                : ", which dilationRate spreads over %d x %d,".formatted(reach.height(), reach.width());
        return Optional.of(new Violation(
                "/" + field,
                "shape_mismatch",
                "%s %d x %d%s is larger than the %d x %d picture that comes in"
                        .formatted(field, window.height(), window.width(), spread, height, width),
                Suggestion.add("/padding", "same")));
    }

    /**
     * Why a window does not fit into a series.
     *
     * @param within whether it stays within
     */
    static Optional<Violation> tooLong(String field, int window, int reach, boolean within, Shape input) {
        int steps = input.dimensions().get(0);
        if (!within || reach <= steps) {
            return Optional.empty();
        }
        String spread = reach == window ? "" : ", which dilationRate spreads over %d,".formatted(reach);
        return Optional.of(new Violation(
                "/" + field,
                "shape_mismatch",
                "%s %d%s is longer than the %d steps that come in".formatted(field, window, spread, steps),
                Suggestion.add("/padding", "same")));
    }

    /** Why Keras does not know what to do either. */
    static Optional<Violation> stridesAndDilation(boolean strided, boolean dilated) {
        return strided && dilated
                ? Optional.of(new Violation(
                        "/dilationRate",
                        "strides_and_dilation",
                        "strides and dilationRate are both larger than 1; a kernel either strides or spreads",
                        Suggestion.remove("/dilationRate")))
                : Optional.empty();
    }

    /** A number of filters that was not given. */
    static Optional<Violation> missingFilters(boolean missing) {
        return missing
                ? Optional.of(new Violation(
                        "/filters",
                        "missing_field",
                        "filters is missing: say how many channels the layer answers",
                        Suggestion.add("/filters", 16)))
                : Optional.empty();
    }

    /** Why what comes out is too much. */
    static Optional<Violation> tooMuch(String field, long height, long width, long channels) {
        return height * width * channels <= MOST_NUMBERS
                ? Optional.empty()
                : Optional.of(new Violation(
                        "/" + field,
                        "too_large",
                        "%s makes pictures of %d x %d with %d channels, which are %d numbers; an example may have %d within a network"
                                .formatted(field, height, width, channels, height * width * channels, MOST_NUMBERS)));
    }

    /** What a window makes of a picture. */
    static Shape slide(Shape input, Area reach, Area strides, Padding padding, int channels) {
        return Shape.of(
                padding.outputs(input.dimensions().get(0), reach.height(), strides.height()),
                padding.outputs(input.dimensions().get(1), reach.width(), strides.width()),
                channels);
    }

    @SafeVarargs
    static List<Violation> all(Optional<Violation>... found) {
        List<Violation> violations = new ArrayList<>();
        for (Optional<Violation> one : found) {
            one.ifPresent(violations::add);
        }
        return violations;
    }

    static int within(String field, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(
                    "%s is %d; it is a whole number from 1 to %d".formatted(field, value, MOST));
        }
        return value;
    }
}
