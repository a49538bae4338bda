package dev.trainyard.trainer.gan;

import dev.trainyard.bundle.DegradedEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.Sheet;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.data.Part;
import dev.trainyard.trainer.data.Prepared;
import dev.trainyard.trainer.engine.EncodedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A few pictures as one: a row of what is left of them, below it what is made of that, below that the real ones. */
record RestoredSheet(Prepared data, int epochs, DegradedEncoder encoder) {

    private static final int SIDE = 8;
    private static final int MOST_SHEETS = 100;

    /** The event at the end of an epoch, where one is due. */
    List<TrainerEvent> after(int epoch, long iteration, RestoringEngine engine) {
        boolean due = epoch == epochs || epoch % Math.max(1, epochs / MOST_SHEETS) == 0;
        if (!due) {
            return List.of();
        }
        Part part = data.validation().isEmpty() ? data.train() : data.validation();
        EncodedRows real = part.features().gather(part.order(), 0, Math.min(SIDE, part.rows()));
        String png = sheet(real, engine).base64();
        return List.of(new TrainerEvent.Sampled("restorations", epoch, iteration, png, null));
    }

    private Sheet sheet(EncodedRows real, RestoringEngine engine) {
        PictureEncoder picture = encoder.picture();
        EncodedRows left = engine.left(real);
        List<float[]> pictures = new ArrayList<>();
        float[] light = encoder.left().brightness(left.values());
        add(encoder.spread(light, picture.form().channels()), pictures);
        add(picture.brightness(engine.predict(left)), pictures);
        add(picture.brightness(real.values()), pictures);
        return new Sheet(picture.shape(), pictures, real.rows());
    }

    private void add(float[] light, List<float[]> pictures) {
        int width = encoder.picture().width();
        for (int at = 0; at < light.length; at += width) {
            pictures.add(Arrays.copyOfRange(light, at, at + width));
        }
    }
}
