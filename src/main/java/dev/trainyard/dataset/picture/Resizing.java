package dev.trainyard.dataset.picture;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;

/** Brings pixels that need no decoding to a size and a number of channels. */
public record Resizing(PictureSize size, ImageSpec.Fitting fitting) {

    /** The pixels of a picture, {@code [height, width, channels]}, as many as the size has. */
    public byte[] of(int height, int width, int channels, byte[] pixels) {
        return Fit.to(size, fitting, new Samples(height, width, channels, pixels).withChannels(size.channels()));
    }
}
