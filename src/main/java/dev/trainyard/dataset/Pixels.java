package dev.trainyard.dataset;

import dev.trainyard.storage.Digest;

/**
 * The pictures of a data set: one file of bytes {@code [rows, height, width, channels]}, row-major, without a header.
 *
 * @param sha256 of that file, which is also its key in the object store
 */
public record Pixels(int height, int width, int channels, Digest sha256) {

    public PictureSize size() {
        return new PictureSize(height, width, channels);
    }
}
