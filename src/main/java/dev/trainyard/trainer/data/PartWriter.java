package dev.trainyard.trainer.data;

import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.trainer.JobFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes the rows of a file in one pass through it, into one matrix for each part: features, and the targets
 * beside them, where whoever needs the one finds the other. */
final class PartWriter {

    private final Path work;
    private final CellEncoding encoding;
    private final float[] input;
    private final float[] target;
    private boolean leavesOut;
    private List<String> notes = new ArrayList<>();

    PartWriter(Path work, CellEncoding encoding, int inputs, int outputs) {
        this.work = work;
        this.encoding = encoding;
        this.input = new float[inputs];
        this.target = new float[outputs];
    }

    /** Leaves rows that cannot be encoded out, where the job says so, and notes which. */
    PartWriter leavingOut(boolean badRows, List<String> noted) {
        leavesOut = badRows;
        notes = noted;
        return this;
    }

    /**
     * Writes parts of one file.
     *
     * @param columns the features, then the targets from {@code firstTarget}
     * @param parts the numbers of their rows, ascending
     */
    Map<String, Part> write(TypedRows rows, List<ColumnSchema> columns, int firstTarget, Map<String, int[]> parts)
            throws IOException, SQLException {
        List<Growing> growing = new ArrayList<>();
        try {
            for (Map.Entry<String, int[]> part : parts.entrySet()) {
                growing.add(new Growing(part.getKey(), part.getValue()));
            }
            rows.forEach(
                    columns,
                    (row, cells) -> growing.stream()
                            .filter(part -> part.takes(row))
                            .forEach(part -> part.add(cells, firstTarget)));
            Map<String, Part> written = new LinkedHashMap<>();
            for (Growing part : growing) {
                part.judge();
                written.put(part.name, part.map());
            }
            return written;
        } finally {
            for (Growing part : growing) {
                part.close();
            }
        }
    }

    /** A part whose rows arrive in order. */
    private final class Growing {

        private final String name;
        private final int[] numbers;
        private final MatrixWriter rows;
        private final BadRows bad;
        private final int[] kept;
        private int next;
        private int written;

        Growing(String name, int[] numbers) throws IOException {
            this.name = name;
            this.numbers = numbers;
            this.bad = new BadRows(name);
            this.kept = new int[numbers.length];
            this.rows = new MatrixWriter(work.resolve(name + ".f32"), input.length + target.length);
        }

        boolean takes(int row) {
            return next < numbers.length && numbers[next] == row;
        }

        void add(@Nullable Object[] cells, int firstTarget) {
            int row = numbers[next++];
            try {
                encoding.features(cells, input);
                encoding.targets(cells, firstTarget, target);
            } catch (JobFailed e) {
                bad.add(row, e);
                return;
            }
            rows.write(input, target);
            kept[written++] = row;
        }

        /** Says what there is to say of rows that cannot be learned from. */
        void judge() {
            if (written == next) {
                return;
            }
            if (!leavesOut || (written == 0 && name.equals("train"))) {
                bad.refuse();
            }
            notes.add(bad.note());
        }

        Part map() throws IOException {
            FloatMatrix all = rows.map();
            FloatMatrix features = all.columns(0, input.length);
            FloatMatrix targets = target.length == 0 ? features : all.columns(input.length, all.width());
            int[] learned = written == numbers.length ? numbers : Arrays.copyOf(kept, written);
            return new Part(name, learned, features, targets);
        }

        void close() throws IOException {
            rows.close();
        }
    }
}
