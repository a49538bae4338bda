package dev.trainyard.trainer.data;

import dev.trainyard.trainer.engine.EncodedRows;
import dev.trainyard.trainer.engine.Room;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Columns of rows of floats in a file, little endian, mapped into memory: it may be larger than the heap.
 *
 * <p>Each row of a large file that is read in a random order is far away, and the processor waits for it. So the rows of a
 * batch are touched before they are copied: by loads that need nothing of each other, and so are under way together.
 */
public final class FloatMatrix implements FloatRows {

    private static final long LARGEST_PIECE = 1L << 30;

    /** Fewer numbers than these are copied sooner one by one. */
    private static final int NARROW = 5;

    private final Pieces pieces;
    private final int rows;
    private final int first;
    private final int width;

    @SuppressWarnings("unused") // what is read has to go somewhere
    private int touched;

    private FloatMatrix(Pieces pieces, int rows, int first, int width) {
        this.pieces = pieces;
        this.rows = rows;
        this.first = first;
        this.width = width;
    }

    /** A file in pieces that Java can map, of {@code 1 << shift} rows each. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pieces(FloatBuffer[] floats, int shift, int rowWidth) {

        static Pieces map(Path file, int rows, int rowWidth) throws IOException {
            long rowBytes = 4L * rowWidth;
            int shift =
                    Math.min(30, 63 - Long.numberOfLeadingZeros(Math.max(1, LARGEST_PIECE / Math.max(1, rowBytes))));
            int rowsInPiece = 1 << shift;
            FloatBuffer[] floats = new FloatBuffer[(int) (((long) rows + rowsInPiece - 1) >> shift)];
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                for (int i = 0; i < floats.length; i++) {
                    long row = (long) i << shift;
                    long bytes = Math.min(rowsInPiece, rows - row) * rowBytes;
                    floats[i] = channel.map(FileChannel.MapMode.READ_ONLY, row * rowBytes, bytes)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .asFloatBuffer();
                }
            }
            return new Pieces(floats, shift, rowWidth);
        }

        FloatBuffer of(int row) {
            return floats[row >>> shift];
        }

        int place(int row) {
            return (row & ((1 << shift) - 1)) * rowWidth;
        }
    }

    static FloatMatrix map(Path file, int rows, int width) throws IOException {
        return new FloatMatrix(Pieces.map(file, rows, width), rows, 0, width);
    }

    /** Some of its columns, one beside the other. */
    FloatMatrix columns(int from, int to) {
        return new FloatMatrix(pieces, rows, first + from, to - from);
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
        if (pieces.rowWidth > 0) {
            touch(order, from, to);
        }
        for (int i = from; i < to; i++) {
            copy(order[i], gathered, (i - from) * width);
        }
        return new EncodedRows(to - from, gathered);
    }

    private void touch(int[] order, int from, int to) {
        int ends = 0;
        for (int i = from; i < to; i++) {
            FloatBuffer piece = pieces.of(order[i]);
            int begin = pieces.place(order[i]);
            ends ^= Float.floatToRawIntBits(piece.get(begin));
            ends ^= Float.floatToRawIntBits(piece.get(begin + pieces.rowWidth - 1));
        }
        touched = ends;
    }

    void copy(int row, float[] into, int at) {
        FloatBuffer piece = pieces.of(row);
        int begin = pieces.place(row) + first;
        if (width >= NARROW) {
            piece.get(begin, into, at, width);
            return;
        }
        for (int i = 0; i < width; i++) {
            into[at + i] = piece.get(begin + i);
        }
    }
}
