package dev.trainyard.trainer.data;

import dev.trainyard.dataset.ColumnSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes rows in one pass through their file, into two matrices for each part. */
final class PartWriter {

    private final Path work;
    private final RowEncoding encoding;
    private final int inputs;
    private final int outputs;

    PartWriter(Path work, RowEncoding encoding, int inputs, int outputs) {
        this.work = work;
        this.encoding = encoding;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Writes parts of one file.
     *
     * @param columns the features, then the targets from {@code firstTarget}
     * @param parts the numbers of their rows, ascending
     */
    Map<String, Part> write(TypedRows rows, List<ColumnSchema> columns, int firstTarget, Map<String, int[]> parts)
            throws IOException, SQLException {
        Map<String, Part> written = new LinkedHashMap<>();
        for (Map.Entry<String, int[]> part : parts.entrySet()) {
            written.put(part.getKey(), write(rows, columns, firstTarget, part.getKey(), part.getValue()));
        }
        return written;
    }

    private Part write(TypedRows rows, List<ColumnSchema> columns, int firstTarget, String name, int[] numbers)
            throws IOException, SQLException {
        try (MatrixWriter features = new MatrixWriter(work.resolve(name + "-features.f32"), inputs);
                MatrixWriter targets = new MatrixWriter(work.resolve(name + "-targets.f32"), outputs)) {
            float[] input = new float[inputs];
            float[] target = new float[outputs];
            rows.forEach(columns, (row, cells) -> {
                if (Arrays.binarySearch(numbers, row) >= 0) {
                    encode(cells, firstTarget, input, target);
                    features.write(input);
                    targets.write(target);
                }
            });
            return new Part(name, numbers, features.map(), targets.map());
        }
    }

    private void encode(@Nullable Object[] cells, int firstTarget, float[] input, float[] target) {
        encoding.features(cells, input);
        encoding.targets(cells, firstTarget, target);
    }
}
