package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Small pictures whose rows are each full or empty, or whose columns are; 30 different ones (MacKay, 2003). */
final class BarsAndStripes {

    private static final int SIDE = 4;

    private BarsAndStripes() {}

    static Sample sample() {
        List<String> columns = IntStream.range(0, SIDE * SIDE)
                .mapToObj(i -> "r%dc%d".formatted(i / SIDE, i % SIDE))
                .toList();
        return new Sample(
                "bars-and-stripes",
                "representation",
                "Pictures of 4×4 pixels, 0 or 1: full rows, or full columns. Noise turns pixels over.",
                new Sample.Usual(1_000, 0),
                DatasetSpec.EMPTY.withKind(DatasetKind.BINARY_MATRIX),
                Table.ofRows(columns, BarsAndStripes::row));
    }

    private static List<String> row(int index, double share, double noise, Random random) {
        boolean bars = random.nextBoolean();
        int full = random.nextInt(1 << SIDE);
        return IntStream.range(0, SIDE * SIDE)
                .map(i -> full >> (bars ? i / SIDE : i % SIDE) & 1)
                .map(pixel -> random.nextDouble() < noise ? 1 - pixel : pixel)
                .mapToObj(Integer::toString)
                .toList();
    }
}
