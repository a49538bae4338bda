package dev.trainyard.prediction;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.picture.Thumbnail;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The answer for one row. A number that is none (NaN or infinite) is null, and a warning says so. */
@Schema(description = "Which of the fields it has follows from what the model answers.")
public sealed interface Prediction {

    /** The likeliest category, and how likely each is. */
    @Schema(name = "CategoryPrediction")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Category(
            @Schema(
                    types = {"string", "null"},
                    example = "0")
            @Nullable
            String label,

            @Schema(example = "{\"0\":0.83,\"1\":0.17}") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            Map<String, @Nullable Float> probabilities)
            implements Prediction {

        public Category {
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        }
    }

    /** The labels whose probability reaches the threshold, and how likely each is. */
    @Schema(name = "LabelsPrediction")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Labels(
            @Schema(example = "[\"sport\"]") List<String> labels,

            @Schema(example = "{\"sport\":0.83,\"politics\":0.17}") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            Map<String, @Nullable Float> probabilities)
            implements Prediction {

        static final double USUAL_THRESHOLD = 0.5;

        public Labels {
            labels = List.copyOf(labels);
            probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
        }

        static Labels at(double threshold, Map<String, @Nullable Float> probabilities) {
            List<String> labels = new ArrayList<>();
            probabilities.forEach((label, probability) -> {
                if (probability != null && probability >= threshold) {
                    labels.add(label);
                }
            });
            return new Labels(labels, probabilities);
        }
    }

    /** The value of a single target, in its own units. */
    @Schema(name = "ValuePrediction")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Value(
            @Schema(
                    types = {"number", "null"},
                    format = "double")
            @Nullable
            Double value)
            implements Prediction {}

    /** The example as the network rebuilds it: cells by name, in their own units. */
    @Schema(name = "RebuiltExample")
    record Rebuilt(Map<String, @Nullable Object> row) implements Prediction {

        public Rebuilt {
            row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
        }
    }

    /**
     * The picture as the network rebuilds it.
     *
     * @param image a PNG file in base64
     * @param rows its pixels from 0 to 255: numbers where it is grey, else lists of red, green and blue
     */
    @Schema(name = "RebuiltPicture")
    record Picture(
            @Schema(example = "iVBORw0KGgo…") String image,
            @JsonIgnore List<List<Object>> rows) implements Prediction {

        public Picture {
            rows = List.copyOf(rows);
        }

        static Picture of(PictureSize size, byte[] pixels) {
            try {
                byte[] file = new Thumbnail(size, pixels).within(Integer.MAX_VALUE);
                return new Picture(Base64.getEncoder().encodeToString(file), rows(size, pixels));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static List<List<Object>> rows(PictureSize size, byte[] pixels) {
            List<List<Object>> rows = new ArrayList<>();
            for (int y = 0; y < size.height(); y++) {
                List<Object> row = new ArrayList<>();
                for (int x = 0; x < size.width(); x++) {
                    row.add(pixel(pixels, (y * size.width() + x) * size.channels(), size.channels()));
                }
                rows.add(row);
            }
            return rows;
        }

        private static Object pixel(byte[] pixels, int at, int channels) {
            if (channels == 1) {
                return pixels[at] & 0xff;
            }
            return IntStream.range(at, at + channels)
                    .mapToObj(i -> pixels[i] & 0xff)
                    .toList();
        }
    }

    /** The bag of words as the network rebuilds it: the likeliest words and how likely each is, the likeliest first. */
    @Schema(name = "RebuiltBag")
    record Bag(
            @Schema(example = "{\"goal\":0.97,\"match\":0.91}")
            Map<String, Float> words) implements Prediction {

        private static final int MOST_WORDS = 20;

        public Bag {
            words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
        }

        static Bag of(List<String> vocabulary, float[] chances, int at) {
            Map<String, Float> words = new LinkedHashMap<>();
            IntStream.range(0, vocabulary.size())
                    .boxed()
                    .filter(place -> Float.isFinite(chances[at + place]))
                    .sorted(Comparator.comparing((Integer place) -> chances[at + place])
                            .reversed())
                    .limit(MOST_WORDS)
                    .forEach(place -> words.put(vocabulary.get(place), chances[at + place]));
            return new Bag(words);
        }

        /** The words alone. */
        public String text() {
            return String.join(" ", words.keySet());
        }
    }

    /** The values of several targets, each in its own units. */
    @Schema(name = "ValuesPrediction")
    record Values(Map<String, @Nullable Double> values) implements Prediction {

        public Values {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /** A text that the model has written. */
    @Schema(name = "TextPrediction")
    record Text(@Schema(example = "c b a") String text) implements Prediction {}

    /** What each of several outputs predicts, by its name in the definition. */
    @Schema(name = "OutputsPrediction")
    record Outputs(Map<String, Prediction> outputs) implements Prediction {

        public Outputs {
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }

        boolean tellLabels() {
            return outputs.values().stream().anyMatch(Labels.class::isInstance);
        }
    }

    /** What is predicted for each step, in their order: of the sequence that was read, or of those to come. */
    @Schema(name = "StepsPrediction")
    record Steps(List<Prediction> steps) implements Prediction {

        public Steps {
            steps = List.copyOf(steps);
        }
    }
}
