package dev.trainyard.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seed draws, for all time. */
class SeededRandomTest {

    /** One exchange after the other, as it stands in the books. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 63, 64, 65, 66, 129, 1000, 10_007})
    void shufflesAsFisherAndYates(int count) {
        int[] expected = IntStream.range(0, count).toArray();
        SeededRandom random = new SeededRandom(7, count);
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = expected[i];
            expected[i] = expected[j];
            expected[j] = kept;
        }
        int[] shuffled = IntStream.range(0, count).toArray();
        SeededRandom other = new SeededRandom(7, count);

        other.shuffle(shuffled);

        assertThat(shuffled).isEqualTo(expected);
        assertThat(other.nextLong()).isEqualTo(random.nextLong());
    }
}
