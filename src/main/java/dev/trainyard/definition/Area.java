package dev.trainyard.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** A number for the height and one for the width, written as {@code [2,3]}, or as one number for both. */
public record Area(int height, int width) {

    public static final Area ONE = new Area(1, 1);
    public static final Area TWO = new Area(2, 2);

    private static final int MOST = 4096;

    public Area {
        if (height < 1 || width < 1 || height > MOST || width > MOST) {
            throw new IllegalArgumentException(
                    "[%d,%d] is no area: both are from 1 to %d".formatted(height, width, MOST));
        }
    }

    public static Area of(int both) {
        return new Area(both, both);
    }

    @JsonCreator
    static Area read(Object written) {
        if (written instanceof Integer both) {
            return new Area(both, both);
        }
        if (written instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Integer height
                && list.get(1) instanceof Integer width) {
            return new Area(height, width);
        }
        throw new IllegalArgumentException(
                "%s is neither a whole number nor a height and a width such as [2,3]".formatted(written));
    }

    @JsonValue
    Object written() {
        return height == width ? height : List.of(height, width);
    }

    /** How far a kernel of this size reaches when its entries lie apart. */
    public Area spread(Area dilation) {
        return new Area((height - 1) * dilation.height + 1, (width - 1) * dilation.width + 1);
    }
}
