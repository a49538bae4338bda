package dev.trainyard.trainer.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the file of a {@link FloatMatrix} row by row. */
final class MatrixWriter implements AutoCloseable {

    private static final float[] NOTHING = {};

    private final Path file;
    private final int width;
    private final OutputStream out;
    private final ByteBuffer row;
    private int rows;

    MatrixWriter(Path file, int width) throws IOException {
        this.file = file;
        this.width = width;
        this.out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        this.row = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
    }

    void write(float[] values) {
        write(values, NOTHING);
    }

    /** Writes a row of two halves. */
    void write(float[] left, float[] right) {
        row.asFloatBuffer().put(left).put(right);
        try {
            out.write(row.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        rows++;
    }

    FloatMatrix map() throws IOException {
        out.close();
        return FloatMatrix.map(file, rows, width);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
