package dev.trainyard.trainer.data;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.Preprocessing;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Learns from the training pictures how their bytes are scaled. */
final class PictureFit {

    private final PictureForm form;

    PictureFit(PictureForm form) {
        this.form = form;
    }

    PictureEncoder fit(Preprocessing preprocessing, PixelFile pixels, int[] train) {
        Preprocessing.Images images = preprocessing.images();
        if (images == Preprocessing.Images.STANDARDIZE) {
            return standardized(pixels, train);
        }
        return alike(images == Preprocessing.Images.NONE ? 1 : 255);
    }

    private PictureEncoder alike(double scale) {
        return new PictureEncoder(
                form, Collections.nCopies(form.channels(), 0.0), Collections.nCopies(form.channels(), scale));
    }

    private PictureEncoder standardized(PixelFile pixels, int[] train) {
        int channels = form.channels();
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        byte[] picture = new byte[pixels.pictureBytes()];
        for (int row : train) {
            pixels.read(row, picture);
            for (int i = 0; i < picture.length; i++) {
                int value = picture[i] & 0xff;
                sums[i % channels] += value;
                squares[i % channels] += value * value;
            }
        }
        double count = (double) train.length * picture.length / channels;
        Double[] means = new Double[channels];
        Double[] deviations = new Double[channels];
        for (int channel = 0; channel < channels; channel++) {
            means[channel] = sums[channel] / count;
            double variance = squares[channel] / count - means[channel] * means[channel];
            deviations[channel] = variance > 1e-6 ? Math.sqrt(variance) : 1;
        }
        return new PictureEncoder(form, List.of(means), Arrays.asList(deviations));
    }
}
