package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Room;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Rows of floats in a file, little endian, mapped into memory: it may be larger than the heap. */
public final class FloatMatrix implements FloatRows {

    private static final long LARGEST_PIECE = 1L << 30;

    private final int rows;
    private final int width;
    private final int rowsInPiece;
    private final List<FloatBuffer> pieces;

    private FloatMatrix(int rows, int width, int rowsInPiece, List<FloatBuffer> pieces) {
        this.rows = rows;
        this.width = width;
        this.rowsInPiece = rowsInPiece;
        this.pieces = pieces;
    }

    static FloatMatrix map(Path file, int rows, int width) throws IOException {
        long rowBytes = 4L * width;
        int rowsInPiece = (int) Math.max(1, LARGEST_PIECE / rowBytes);
        List<FloatBuffer> pieces = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long row = 0; row < rows; row += rowsInPiece) {
                long bytes = Math.min(rowsInPiece, rows - row) * rowBytes;
                pieces.add(channel.map(FileChannel.MapMode.READ_ONLY, row * rowBytes, bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer());
            }
        }
        return new FloatMatrix(rows, width, rowsInPiece, pieces);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to) {
        return gather(order, from, to, new float[(to - from) * width]);
    }

    @Override
    public EncodedRows gather(int[] order, int from, int to, Room room) {
        return gather(order, from, to, room.of((to - from) * width));
    }

    private EncodedRows gather(int[] order, int from, int to, float[] gathered) {
        for (int i = from; i < to; i++) {
            copy(order[i], gathered, (i - from) * width);
        }
        return new EncodedRows(to - from, gathered);
    }

    void copy(int row, float[] into, int at) {
        pieces.get(row / rowsInPiece).get(row % rowsInPiece * width, into, at, width);
    }
}
