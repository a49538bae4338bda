package dev.trainyard.trainer.gan;

import dev.trainyard.definition.Shape;
import dev.trainyard.trainer.engine.EncodedRows;

/**
 * What both networks are told of an example, beside what they read.
 *
 * @param example the shape of one
 * @param classes how many there are, or planes of what is left of a picture; 0 when nothing is told
 */
record Told(Shape example, int classes) {

    /** Noise, and behind it the class. */
    EncodedRows behindNoise(float[] noise, float[] labels, int rows) {
        return new EncodedRows(rows, joined(noise, labels, rows, noise.length / rows));
    }

    /** Examples as the discriminator reads them: the class behind the numbers, or as planes behind the channels. */
    EncodedRows behindExamples(float[] examples, float[] labels, int rows) {
        if (classes == 0) {
            return new EncodedRows(rows, examples);
        }
        int channels = example.last();
        int places = Math.toIntExact(example.size() / channels);
        float[] spread = new float[rows * places * classes];
        for (int row = 0; row < rows; row++) {
            for (int place = 0; place < places; place++) {
                System.arraycopy(labels, row * classes, spread, (row * places + place) * classes, classes);
            }
        }
        return new EncodedRows(rows, joined(examples, spread, rows * places, channels));
    }

    /** Pictures with planes of their own behind their channels, both {@code [rows, height, width]} and channels. */
    EncodedRows beside(float[] pictures, float[] planes, int rows) {
        int places = Math.toIntExact(rows * example.size() / example.last());
        return new EncodedRows(rows, joined(pictures, planes, places, example.last()));
    }

    private float[] joined(float[] values, float[] labels, int rows, int width) {
        if (classes == 0) {
            return values;
        }
        float[] joined = new float[rows * (width + classes)];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * width, joined, row * (width + classes), width);
            System.arraycopy(labels, row * classes, joined, row * (width + classes) + width, classes);
        }
        return joined;
    }

    /** The part of a gradient that belongs to the examples. */
    float[] ofExamples(float[] gradient, int rows) {
        if (classes == 0) {
            return gradient;
        }
        int channels = example.last();
        float[] own = new float[Math.toIntExact(rows * example.size())];
        for (int place = 0; place < own.length / channels; place++) {
            System.arraycopy(gradient, place * (channels + classes), own, place * channels, channels);
        }
        return own;
    }
}
