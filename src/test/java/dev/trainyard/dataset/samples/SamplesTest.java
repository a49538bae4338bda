package dev.trainyard.dataset.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {

    static Stream<String> names() {
        return Samples.all().stream().map(Sample::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesTheSameRowsOfTheSameSeed(String name) {
        Sample sample = Samples.named(name);
        assertThat(sample.csv(300, 0.1, 7)).isEqualTo(sample.csv(300, 0.1, 7)).isNotEqualTo(sample.csv(300, 0.1, 8));
        assertThat(sample.csv(300, 0.1, 7).lines())
                .hasSize(301)
                .allMatch(line -> line.split(",").length == sample.columns().size());
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesBothClasses(String name) {
        Sample sample = Samples.named(name);
        if (sample.task().equals("classification")) {
            List<String> labels =
                    rows(sample, 1_000, 0.1).map(row -> row[row.length - 1]).toList();
            assertThat(labels.stream().filter("1"::equals).count()).isBetween(200L, 800L);
            assertThat(labels).allMatch(label -> label.equals("0") || label.equals("1"));
        }
    }

    @Test
    void makesAPlaneThatIsOneWithoutNoise() {
        assertThat(rows(Samples.named("plane"), 100, 0))
                .allMatch(row -> Math.abs(number(row[0]) + number(row[1]) - 10 * number(row[2])) < 1e-3);
    }

    @Test
    void makesAnXorThatIsOneWithoutNoise() {
        assertThat(rows(Samples.named("xor"), 100, 0))
                .allMatch(row -> (number(row[0]) * number(row[1]) >= 0) == row[2].equals("1"));
    }

    private static Stream<String[]> rows(Sample sample, int count, double noise) {
        return sample.csv(count, noise, 1).lines().skip(1).map(row -> row.split(","));
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }
}
