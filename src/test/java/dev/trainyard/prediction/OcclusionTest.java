package dev.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.bundle.PictureEncoder;
import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.plan.PictureForm;
import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OcclusionTest {

    private static final PictureEncoder LARGE =
            new PictureEncoder(new PictureForm(512, 512, 1, ImageSpec.Fitting.STRETCH), List.of(0.0), List.of(1.0));

    /** Of a caption, which is long where a network has learned badly. */
    private record Tokens(int count) implements Told {

        @Override
        public List<String> names() {
            return Collections.nCopies(count, "word");
        }

        @Override
        public double[][] of(Encoded examples, int rows) {
            throw new AssertionError("the network is asked");
        }
    }

    @Test
    void looksBeforeItDrawsHeatMapsThatTakeAllMemory() {
        assertThatThrownBy(() -> explain(1, 199))
                .hasMessageContaining("one for each of 199 numbers")
                .hasMessageContaining("at most 8,000,000");
        assertThatThrownBy(() -> explain(16, 2)).hasMessageContaining("fewer examples");
        assertThatThrownBy(() -> explain(16, 1)).hasMessage("the network is asked");
    }

    private static List<Explanation> explain(int pictures, int tokens) {
        List<String> examples = Collections.nCopies(pictures, "a picture");
        Encoded encoded = new Encoded(new float[pictures * LARGE.width()], null);
        return new Occlusion(new PictureReader(LARGE), examples, encoded, 0).explain(new Tokens(tokens));
    }
}
