package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.bundle.ColumnDrift;
import dev.trainyard.bundle.ColumnProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProfilesTest {

    @Test
    void putsAboutAsManyTrainingRowsInEachBin() {
        double[] cells = new double[1001];
        Arrays.setAll(cells, i -> i == 1000 ? Double.NaN : i * i);

        ColumnProfile profile = Profiles.ofNumbers("area", cells);

        assertThat(profile.counts())
                .hasSize(10)
                .allSatisfy(count -> assertThat(count).isBetween(99L, 101L));
        assertThat(profile.missing()).isEqualTo(1);
        assertThat(profile.min()).isEqualTo(0);
        assertThat(profile.max()).isEqualTo(999 * 999);
        assertThat(profile.bin(-5)).isZero();
        assertThat(profile.bin(1e9)).isEqualTo(9);
    }

    @Test
    void givesEachOfAFewNumbersABin() {
        ColumnProfile profile = Profiles.ofNumbers("rank", new double[] {1, 2, 2, 3, 3, 3, 4, 4, 4, 4});

        assertThat(profile.edges()).containsExactly(1.0, 2.0, 3.0);
        assertThat(profile.counts()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(Profiles.ofNumbers("none", new double[] {Double.NaN}).counts())
                .containsExactly(0L);
    }

    @Test
    void measuresDriftByTheFormula() {
        ColumnProfile training =
                new ColumnProfile("kind", 100, 0, null, null, null, List.of("a", "b"), List.of(50L, 50L));

        ColumnDrift drift = ColumnDrift.of(training, List.of(20L, 70L), 10, 100, 0);

        double a = (20.5 - 50.5) / 101.5 * Math.log(20.5 / 50.5);
        double b = (70.5 - 50.5) / 101.5 * Math.log(70.5 / 50.5);
        double none = (10.5 - 0.5) / 101.5 * Math.log(10.5 / 0.5);
        assertThat(drift.psi()).isCloseTo(a + b + none, within(1e-12));
        assertThat(drift.missing()).isEqualTo(0.1);
        assertThat(drift.hasDrifted()).isTrue();
    }

    /** Of a thousand columns whose rows come from one distribution, one is expected to be warned of. */
    @Test
    void warnsOfFewColumnsThatHaveNotDrifted() {
        Random random = new Random(7);
        long warned = LongStream.range(0, 300)
                .filter(column -> {
                    ColumnProfile training = Profiles.ofNumbers("x", normal(random, 80));
                    return drift(training, normal(random, 40)).hasDrifted();
                })
                .count();

        assertThat(warned).isLessThanOrEqualTo(3);
    }

    @Test
    void warnsOfAColumnThatHasMovedByItsSpread() {
        Random random = new Random(7);
        ColumnProfile training = Profiles.ofNumbers("x", normal(random, 200));
        double[] moved = Arrays.stream(normal(random, 100)).map(x -> x + 1).toArray();

        assertThat(drift(training, moved).hasDrifted()).isTrue();
    }

    private static ColumnDrift drift(ColumnProfile training, double[] cells) {
        Long[] counts = new Long[training.counts().size()];
        Arrays.fill(counts, 0L);
        Arrays.stream(cells).forEach(cell -> counts[training.bin(cell)]++);
        return ColumnDrift.of(training, List.of(counts), 0, cells.length, 0);
    }

    private static double[] normal(Random random, int count) {
        return random.doubles(count).map(unused -> random.nextGaussian()).toArray();
    }
}
