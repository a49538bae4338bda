package dev.trainyard.prediction;

import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.role.ApiRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Lets published models make examples: of noise, or of what is left of a picture. */
@Service
@ApiRole
public class Samples {

    private final ServedModels served;

    Samples(ServedModels served) {
        this.served = served;
    }

    /** Whether a model makes examples of noise. */
    public boolean makesSamples(String model, String version) {
        return served.look(
                model, version, (found, servable) -> servable.interior().noise().isPresent());
    }

    /**
     * Examples made of noise.
     *
     * @param labels the class of each, or one for all; null for one after the other
     */
    public Generated generate(String model, String version, int count, long seed, @Nullable List<String> labels) {
        return served.use(model, version, (found, servable) -> {
            Generation generation = new Generation(servable.interior());
            List<Object> samples = new ArrayList<>();
            for (Prediction sample : generation.decoded(generation.examples(count, seed, labels), count)) {
                samples.add(sample(sample));
            }
            return new Generated(found.model(), found.version(), seed, samples);
        });
    }

    /** Whether a model makes pictures whole of what is left of them. */
    public boolean restoresPictures(String model, String version) {
        return served.look(
                model, version, (found, servable) -> servable.interior().restores());
    }

    /**
     * Pictures made whole.
     *
     * @param images files in base64
     */
    public Generated restore(String model, String version, List<? extends @Nullable Object> images) {
        return served.read(model, version, new Asked(Map.of("images", images)), (found, servable, read) -> {
            float[] whole = servable.interior().restored(read);
            List<Object> samples = new AnswerDecoder(servable.manifest().codec())
                    .decode(whole, null, read.rows()).stream()
                            .map(Samples::sample)
                            .toList();
            return new Generated(found.model(), found.version(), null, samples);
        });
    }

    /** The same as one PNG: a single picture as it is, several side by side. */
    public byte[] restoredPicture(String model, String version, List<? extends @Nullable Object> images) {
        return served.read(model, version, new Asked(Map.of("images", images)), (found, servable, read) -> {
            float[] whole = servable.interior().restored(read);
            TargetCodec.Example codec =
                    (TargetCodec.Example) servable.manifest().codec();
            return read.rows() == 1 ? PictureGrid.one(codec, whole) : PictureGrid.png(codec, whole);
        });
    }

    private static Object sample(Prediction prediction) {
        if (prediction instanceof Prediction.Picture picture) {
            return picture.rows();
        }
        return prediction instanceof Prediction.Rebuilt rebuilt ? rebuilt.row() : prediction;
    }

    /** The same as one PNG, where examples can be seen as pictures. */
    public byte[] generatePicture(String model, String version, int count, long seed, @Nullable List<String> labels) {
        return served.use(model, version, (found, servable) -> {
            float[] examples = new Generation(servable.interior()).examples(count, seed, labels);
            return PictureGrid.png((TargetCodec.Example) servable.manifest().codec(), examples);
        });
    }
}
