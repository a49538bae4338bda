package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.ColumnDrift;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.bundle.TextEncoder;
import dev.trainyard.bundle.Vocabulary;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.plan.TextSpec;
import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExampleDriftTest {

    private static final PictureEncoder PICTURES =
            new PictureEncoder(new PictureForm(4, 4, 1, ImageSpec.Fitting.STRETCH), List.of(100.0), List.of(50.0));

    private static final TextEncoder TEXTS =
            new TextEncoder("text", new Vocabulary(TextSpec.Level.WORD, true, 10, List.of("a", "b", "c")), 8);

    @Test
    void picturesOfTheSameKindHaveNotDrifted() {
        List<ColumnDrift> drift = drift(PICTURES, i -> picture(i, 120, 60), i -> picture(10_000 + i, 120, 60));

        assertThat(drift).extracting(ColumnDrift::column).containsExactly("brightness", "contrast");
        assertThat(drift).noneMatch(ColumnDrift::hasDrifted);
    }

    @Test
    void darkerPicturesHaveDriftedInBrightnessAlone() {
        List<ColumnDrift> drift = drift(PICTURES, i -> picture(i, 120, 60), i -> picture(10_000 + i, 70, 60));

        assertThat(drift.get(0).hasDrifted()).isTrue();
        assertThat(drift.get(0).outside()).as("none is as bright").isGreaterThan(0.5);
        assertThat(drift.get(1).hasDrifted()).isFalse();
    }

    @Test
    void paleAndGaudyPicturesHaveDriftedInContrast() {
        List<ColumnDrift> drift = drift(PICTURES, i -> picture(i, 120, 60), i -> picture(10_000 + i, 120, 20));

        assertThat(drift.get(1).hasDrifted()).isTrue();
    }

    /** Pixels around a mean, evenly up to so much away. */
    private static float[] picture(int seed, int mean, int spread) {
        SeededRandom random = new SeededRandom(seed);
        float[] picture = new float[16];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = PICTURES.encode(mean + (2 * random.nextDouble() - 1) * spread, 0);
        }
        return picture;
    }

    @Test
    void textsOfStrangeWordsHaveDriftedAndShorterOnesToo() {
        IntFunction<float[]> usual = i -> text(4 + i % 4, i % 10 == 0 ? 1 : 0);

        assertThat(drift(TEXTS, usual, i -> usual.apply(i + 1))).noneMatch(ColumnDrift::hasDrifted);
        List<ColumnDrift> strange = drift(TEXTS, usual, i -> text(4 + i % 4, 3));
        assertThat(strange).extracting(ColumnDrift::column).containsExactly("tokens", "unknown tokens");
        assertThat(strange.get(0).hasDrifted()).isFalse();
        assertThat(strange.get(1).hasDrifted()).isTrue();
        assertThat(strange.get(1).outside()).isEqualTo(1, within(1e-12));
        List<ColumnDrift> shorter = drift(TEXTS, usual, i -> text(2, 0));
        assertThat(shorter.get(0).hasDrifted()).isTrue();
    }

    /** So many tokens, the first of them unknown, and padding behind. */
    private static float[] text(int tokens, int unknown) {
        float[] text = new float[8];
        for (int i = 0; i < tokens; i++) {
            text[i] = i < unknown ? Vocabulary.UNKNOWN : 4 + i % 3;
        }
        return text;
    }

    @Test
    void rowsOfColumnsAreHeldAgainstEachOtherElsewhere() {
        assertThat(drift(new FeatureEncoder(List.of()), i -> new float[1], i -> new float[1]))
                .isEmpty();
    }

    private static List<ColumnDrift> drift(
            InputEncoder encoder, IntFunction<float[]> training, IntFunction<float[]> here) {
        Part train = part("train", 1_000, training);
        Part test = part("test", 400, here);
        Part none = part("validation", 0, training);
        return ExampleDrift.of(new Prepared(
                encoder,
                new TargetCodec.Classes("y", List.of("no", "yes"), 1),
                train,
                none,
                test,
                "",
                List.of(),
                List.of(),
                new EncodedRows(0, new float[0])));
    }

    private static Part part(String name, int rows, IntFunction<float[]> example) {
        FloatRows features = new FloatRows() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int width() {
                return example.apply(0).length;
            }

            @Override
            public EncodedRows gather(int[] order, int from, int to) {
                float[] values = new float[(to - from) * width()];
                for (int i = from; i < to; i++) {
                    System.arraycopy(example.apply(order[i]), 0, values, (i - from) * width(), width());
                }
                return new EncodedRows(to - from, values);
            }
        };
        return new Part(name, IntStream.range(0, rows).toArray(), features, features);
    }
}
