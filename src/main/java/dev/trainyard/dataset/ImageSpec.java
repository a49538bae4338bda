package dev.trainyard.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How pictures are brought to one size; what is left out is that of most pictures.
 *
 * @param height in pixels
 * @param width in pixels
 * @param fit what is done to a picture of another shape
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImageSpec(
        @Nullable Integer height,
        @Nullable Integer width,
        @Nullable Colour colour,
        @Nullable Fitting fit) {

    private static final int MOST_PIXELS = 4096;

    public ImageSpec {
        check("height", height);
        check("width", width);
    }

    private static void check(String name, @Nullable Integer pixels) {
        if (pixels != null && (pixels < 1 || pixels > MOST_PIXELS)) {
            throw new IllegalArgumentException("%s is %d; it is 1 to %d pixels".formatted(name, pixels, MOST_PIXELS));
        }
    }

    /** What is done to pictures of another shape; where nothing is said they are stretched. */
    public static Fitting fittingOf(@Nullable ImageSpec spec) {
        return spec == null || spec.fit == null ? Fitting.STRETCH : spec.fit;
    }

    /** How many channels a pixel has. */
    public enum Colour {
        @JsonProperty("grey")
        GREY(1),
        @JsonProperty("rgb")
        RGB(3);

        private final int channels;

        Colour(int channels) {
            this.channels = channels;
        }

        public int channels() {
            return channels;
        }
    }

    /** What is done to a picture of another shape. */
    public enum Fitting {
        /** Its sides are scaled each by itself. */
        @JsonProperty("stretch")
        STRETCH,
        /** It is scaled to cover, and what stands out is cut off evenly. */
        @JsonProperty("crop")
        CROP,
        /** It is scaled to lie within, on black. */
        @JsonProperty("pad")
        PAD
    }
}
