package dev.trainyard.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;

/** Small changes that each training picture gets anew in each epoch, so that a network learns what does not matter. */
public record Augmentation(
        @Schema(description = "Whether a picture is mirrored, half of the time.")
        Flip flip,

        @Schema(description = "How far it is moved at most, as a share of its height and width.", example = "0.1")
        Double shift,

        @Schema(description = "By how many degrees it is turned at most.", example = "10")
        Double rotate,

        @Schema(description = "By what share it is made brighter or darker at most.", example = "0.2")
        Double brightness,

        @Schema(description = "What share of its height and width is cut off at most; the rest is enlarged.", example = "0.1")
        Double crop) {

    public Augmentation {
        flip = flip == null ? Flip.NONE : flip;
        shift = within("shift", shift, 1);
        rotate = within("rotate", rotate, 180);
        brightness = within("brightness", brightness, 1);
        crop = within("crop", crop, 0.9);
    }

    private static Double within(String field, Double value, double most) {
        if (value == null) {
            return 0.0;
        }
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException("%s is %s; it is from 0 to %s".formatted(field, value, most));
        }
        return value;
    }

    /** Along which axis a picture may be mirrored. */
    public enum Flip {
        @JsonProperty("none")
        NONE(false, false),
        @JsonProperty("horizontal")
        HORIZONTAL(true, false),
        @JsonProperty("vertical")
        VERTICAL(false, true),
        @JsonProperty("both")
        BOTH(true, true);

        private final boolean leftRight;
        private final boolean upDown;

        Flip(boolean leftRight, boolean upDown) {
            this.leftRight = leftRight;
            this.upDown = upDown;
        }

        public boolean leftRight() {
            return leftRight;
        }

        public boolean upDown() {
            return upDown;
        }
    }
}
