package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.json.Json;
import dev.trainyard.plan.Augmentation;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.trainer.engine.SeededRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VariationTest {

    /** Two rows of three pixels. */
    private static final byte[] PICTURE = {10, 20, 30, 40, 50, 60};

    private static final PictureEncoder ENCODER = new PictureEncoder(
            new PictureForm(2, 3, 1, ImageSpec.Fitting.STRETCH), List.of(0.0), List.of(1.0));

    @Test
    void leavesPicturesAloneWhenNothingIsAsked() {
        assertThat(varied("{}", 1)).containsExactly(10, 20, 30, 40, 50, 60);
    }

    @Test
    void mirrorsHalfOfTheTime() {
        Set<List<Integer>> seen = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            seen.add(rounded(varied("{\"flip\":\"horizontal\"}", seed)));
        }

        assertThat(seen)
                .containsExactlyInAnyOrder(List.of(10, 20, 30, 40, 50, 60), List.of(30, 20, 10, 60, 50, 40));
    }

    @Test
    void turnsAroundTheMiddle() {
        float[] turned = varied("{\"rotate\":180}", 3);

        assertThat(turned).isNotEqualTo(new float[] {10, 20, 30, 40, 50, 60});
        float sum = 0;
        for (float value : turned) {
            assertThat(value).isBetween(10f, 60f);
            sum += value;
        }
        assertThat(sum / turned.length).isBetween(25f, 45f);
    }

    @Test
    void keepsToWhatAByteHolds() {
        for (int seed = 0; seed < 50; seed++) {
            for (float value : varied("{\"brightness\":1}", seed)) {
                assertThat(value).isBetween(0f, 255f);
            }
        }
    }

    @Test
    void isTheSameForASeed() {
        String all = "{\"flip\":\"both\",\"shift\":0.3,\"rotate\":30,\"brightness\":0.2,\"crop\":0.2}";

        assertThat(varied(all, 5)).isEqualTo(varied(all, 5)).isNotEqualTo(varied(all, 6));
    }

    private static float[] varied(String augmentation, long seed) {
        float[] row = new float[PICTURE.length];
        new Variation(Json.mapper().readValue(augmentation, Augmentation.class), ENCODER)
                .draw(new SeededRandom(seed))
                .write(PICTURE, row, 0);
        return row;
    }

    private static List<Integer> rounded(float[] row) {
        return java.util.stream.IntStream.range(0, row.length)
                .mapToObj(i -> Math.round(row[i]))
                .toList();
    }
}
