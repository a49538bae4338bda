package dev.trainyard.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Room;
import dev.trainyard.trainer.engine.SeededRandom;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows in a file, of which some columns are read in any order. */
class FloatMatrixTest {

    private static final int ROWS = 300;

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 17, 784})
    void gathersColumnsOfRowsInAnyOrder(int width) throws Exception {
        FloatMatrix all = written(width, 3);
        int[] order = IntStream.range(0, ROWS).toArray();
        new SeededRandom(width).shuffle(order);
        Room room = new Room();

        for (int from = 0; from < ROWS; from += 32) {
            int to = Math.min(ROWS, from + 32);
            EncodedRows features = all.columns(0, width).gather(order, from, to, room);
            EncodedRows targets = all.columns(width, width + 3).gather(order, from, to);

            assertThat(features.rows()).isEqualTo(to - from);
            for (int i = 0; i < features.values().length; i++) {
                assertThat(features.values()[i]).isEqualTo(number(order[from + i / width], i % width));
            }
            for (int i = 0; i < targets.values().length; i++) {
                assertThat(targets.values()[i]).isEqualTo(number(order[from + i / 3], width + i % 3));
            }
        }
    }

    private FloatMatrix written(int left, int right) throws Exception {
        try (MatrixWriter writer = new MatrixWriter(scratch.resolve("rows.f32"), left + right)) {
            for (int row = 0; row < ROWS; row++) {
                writer.write(numbers(row, 0, left), numbers(row, left, right));
            }
            return writer.map();
        }
    }

    private static float[] numbers(int row, int first, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(row, first + i);
        }
        return numbers;
    }

    private static float number(int row, int column) {
        return row * 1000 + column;
    }

    @Test
    void mayHaveNoColumns() throws Exception {
        FloatMatrix none = written(0, 0);

        assertThat(none.gather(new int[] {5, 2}, 0, 2).values()).isEmpty();
        assertThat(none.rows()).isEqualTo(ROWS);
    }
}
