package dev.trainyard.dataset;

/**
 * The size all pictures of a data set were brought to.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 */
public record PictureSize(int height, int width, int channels) {

    /** How many bytes one picture takes. */
    public int bytes() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }
}
