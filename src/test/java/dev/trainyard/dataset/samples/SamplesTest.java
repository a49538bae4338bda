package dev.trainyard.dataset.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.dataset.Column;
import dev.trainyard.dataset.reader.PictureReader;
import dev.trainyard.dataset.reader.ReaderMain;
import dev.trainyard.dataset.reader.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

    static Stream<String> names() {
        return Samples.all().stream().map(Sample::name);
    }

    static Stream<String> tables() {
        return Samples.all().stream()
                .filter(sample -> sample.content() instanceof Table)
                .map(Sample::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesTheSameBytesOfTheSameSeed(String name) {
        Sample sample = Samples.named(name);
        assertThat(sample.bytes(300, 0.1, 7))
                .isEqualTo(sample.bytes(300, 0.1, 7))
                .isNotEqualTo(sample.bytes(300, 0.1, 8));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void makesAsManyRowsAsAreWanted(String name) {
        Sample sample = Samples.named(name);
        assertThat(rows(sample, 300, 0.1))
                .hasSize(300)
                .allMatch(row -> row.length == sample.columns().size());
    }

    @ParameterizedTest
    @MethodSource("tables")
    void makesBothClasses(String name) {
        Sample sample = Samples.named(name);
        if (sample.task().endsWith("classification")) {
            Map<String, Long> labels = rows(sample, 1_000, 0.1).stream()
                    .collect(Collectors.groupingBy(row -> row[row.length - 1], Collectors.counting()));
            assertThat(labels).hasSize(2);
            assertThat(labels.values()).allMatch(count -> count >= 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"digits", "words", "captioned-shapes", "moving-shapes"})
    void drawsPicturesThatAreReadWithoutAWord(String name, @TempDir Path folder) throws Exception {
        Sample sample = Samples.named(name);
        Path raw = Files.write(folder.resolve("raw"), sample.bytes(120, 0.1, 1));

        Reading reading = PictureReader.read(raw, sample.spec(), folder);

        assertThat(reading.rows()).isEqualTo(120);
        assertThat(reading.rejected().rows()).isZero();
        assertThat(reading.columns()).extracting(Column::name).isEqualTo(sample.columns());
        assertThat(reading.columns().get(sample.columns().size() - 1).distinct())
                .isGreaterThanOrEqualTo(5);
        assertThat(Files.size(folder.resolve(ReaderMain.PIXELS)))
                .isEqualTo(120L * reading.pictures().bytes());
    }

    /** The mean picture of a class, over seeds of their own, tells most digits: they are there, and look like themselves. */
    @Test
    void drawsDigitsThatCanBeTold(@TempDir Path folder) throws Exception {
        double[][] means = new double[10][784];
        int[] counts = new int[10];
        Drawn training = Drawn.of(folder, 600, 1);
        for (int row = 0; row < training.labels().length; row++) {
            counts[training.labels()[row]]++;
            for (int i = 0; i < 784; i++) {
                means[training.labels()[row]][i] += training.pixel(row, i);
            }
        }
        Drawn test = Drawn.of(folder, 200, 2);
        int right = 0;
        for (int row = 0; row < test.labels().length; row++) {
            right += test.nearest(row, means, counts) == test.labels()[row] ? 1 : 0;
        }
        assertThat(right).isGreaterThan(100);
    }

    private record Drawn(int[] labels, byte[] pixels) {

        static Drawn of(Path folder, int rows, long seed) throws Exception {
            Sample sample = Samples.named("digits");
            Reading reading = PictureReader.read(
                    Files.write(folder.resolve("raw"), sample.bytes(rows, 0.1, seed)), sample.spec(), folder);
            int[] labels = reading.head().stream()
                    .mapToInt(row -> Integer.parseInt(String.valueOf(row.get(1))))
                    .toArray();
            return new Drawn(labels, Files.readAllBytes(folder.resolve(ReaderMain.PIXELS)));
        }

        int pixel(int row, int i) {
            return pixels[row * 784 + i] & 0xff;
        }

        int nearest(int row, double[][] means, int[] counts) {
            int nearest = 0;
            double least = Double.MAX_VALUE;
            for (int digit = 0; digit < 10; digit++) {
                double distance = 0;
                for (int i = 0; i < 784; i++) {
                    distance += Math.pow(pixel(row, i) - means[digit][i] / counts[digit], 2);
                }
                nearest = distance < least ? digit : nearest;
                least = Math.min(least, distance);
            }
            return nearest;
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

    @Test
    void addsTheTwoMarkedNumbersOfEachSequence() {
        Map<String, List<String[]>> sequences = bySequence("adding-problem", 1_000);
        assertThat(sequences).hasSize(20);
        sequences.values().forEach(rows -> {
            List<String[]> marked =
                    rows.stream().filter(row -> row[3].equals("1")).toList();
            assertThat(rows).hasSize(50);
            assertThat(marked).hasSize(2);
            assertThat(rows).allMatch(row -> row[4].equals(rows.get(0)[4]));
            assertThat(number(marked.get(0)[2]) + number(marked.get(1)[2]))
                    .isCloseTo(number(rows.get(0)[4]), within(1e-6));
        });
    }

    @Test
    void echoesTheBitOfThreeStepsAgo() {
        bySequence("echo", 500)
                .values()
                .forEach(rows -> IntStream.range(3, rows.size())
                        .forEach(t -> assertThat(rows.get(t)[3]).isEqualTo(rows.get(t - 3)[2])));
    }

    /** Without noise the way of the pen is the letter: a Z ends below where it began, and an O where it began. */
    @Test
    void drawsLettersStepByStep() {
        Map<String, List<String[]>> drawings = bySequence("strokes", 2_000);
        assertThat(drawings.size()).isGreaterThan(60);
        drawings.values().forEach(steps -> {
            assertThat(steps).hasSizeBetween(8, 25);
            assertThat(steps.get(0)).endsWith("0.00000", "0.00000", "up");
            assertThat(steps.get(steps.size() - 1)).endsWith("end");
            assertThat(steps).allMatch(step -> step[2].equals(steps.get(0)[2]));
            assertThat(steps.subList(0, steps.size() - 1)).noneMatch(step -> step[5].equals("end"));
            double down = steps.stream().mapToDouble(step -> number(step[4])).sum();
            String letter = steps.get(0)[2];
            if ("OZ".contains(letter)) {
                assertThat(down).isCloseTo(letter.equals("O") ? 0 : 1, within(1e-3));
            }
        });
    }

    @Test
    void makesAllThirtyBarsAndStripes() {
        Set<String> pictures = rows(Samples.named("bars-and-stripes"), 2_000, 0).stream()
                .map(row -> String.join("", row))
                .collect(Collectors.toSet());
        assertThat(pictures)
                .hasSize(30)
                .contains("0000".repeat(4), "1111".repeat(4), "1010".repeat(4), "1111000011110000");
    }

    @Test
    void turnsTheLettersOfAReversalRound() {
        assertThat(rows(Samples.named("reversal"), 100, 0))
                .allMatch(row -> new StringBuilder(row[0]).reverse().toString().equals(row[1]));
    }

    /** Naive Bayes on single words, the usual yardstick, does not get far; whoever reads in order can. */
    @Test
    void hidesTheSentimentFromWhoCountsWords() {
        List<String[]> rows = rows(Samples.named("sentiment"), 4_000, 0.1);
        Map<String, double[]> counts = new HashMap<>();
        rows.subList(0, 3_000)
                .forEach(row -> Arrays.stream(row[0].split(" "))
                        .forEach(word -> counts.computeIfAbsent(word, w -> new double[] {1, 1})[place(row)]++));
        double right = rows.subList(3_000, 4_000).stream()
                .filter(row -> score(row[0], counts) > 0 == row[1].equals("positive"))
                .count();
        assertThat(right / 1_000).isBetween(0.4, 0.8);
    }

    private static int place(String[] row) {
        return row[1].equals("positive") ? 1 : 0;
    }

    private static double score(String text, Map<String, double[]> counts) {
        return Arrays.stream(text.split(" "))
                .map(word -> counts.getOrDefault(word, new double[] {1, 1}))
                .mapToDouble(count -> Math.log(count[1] / count[0]))
                .sum();
    }

    private static Map<String, List<String[]>> bySequence(String sample, int rows) {
        return rows(Samples.named(sample), rows, 0).stream().collect(Collectors.groupingBy(row -> row[0]));
    }

    /** No cell of these has a delimiter, except texts, which stand first. */
    private static List<String[]> rows(Sample sample, int count, double noise) {
        return new String(sample.bytes(count, noise, 1), UTF_8)
                .lines()
                .skip(1)
                .map(row -> row.startsWith("\"")
                        ? new String[] {row.substring(1, row.lastIndexOf('"')), row.substring(row.lastIndexOf('"') + 2)}
                        : row.split(","))
                .toList();
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }
}
