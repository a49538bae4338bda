package dev.trainyard.trainer.dl4j;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/** The patches under a kernel, of one picture at a time, as a matrix in native memory that is kept from call to call. */
final class Patches {

    private float[] picture = new float[0];
    private float[] patches = new float[0];
    private FloatPointer matrix = new FloatPointer(0);
    private FloatBuffer matrixBuffer = matrix.asBuffer();

    /** Shape {@code reach x places}, row by row. */
    FloatPointer matrix() {
        return matrix;
    }

    /** Lays the patches of one picture out: a column for each place, a row for each entry of a kernel. */
    void layOut(FloatBuffer from, int n, ConvolutionGeometry at) {
        room(at);
        from.position(n * at.pictureSize());
        from.get(picture, 0, at.pictureSize());
        for (int row = 0, entry = 0; entry < at.reach(); entry++) {
            int channel = entry / (at.kernelHeight() * at.kernelWidth()) * at.height() * at.width();
            int down = entry / at.kernelWidth() % at.kernelHeight() * at.downDilation() - at.top();
            int across = entry % at.kernelWidth() * at.acrossDilation() - at.left();
            for (int y = 0; y < at.outHeight(); y++, row += at.outWidth()) {
                int line = y * at.downStride() + down;
                if (line < 0 || line >= at.height()) {
                    Arrays.fill(patches, row, row + at.outWidth(), 0f);
                } else {
                    copyLine(channel + line * at.width(), across, row, at);
                }
            }
        }
        matrixBuffer.position(0);
        matrixBuffer.put(patches, 0, at.reach() * at.places());
    }

    private void copyLine(int line, int across, int row, ConvolutionGeometry at) {
        if (at.acrossStride() == 1) {
            int first = Math.max(0, -across);
            int end = Math.max(first, Math.min(at.outWidth(), at.width() - across));
            Arrays.fill(patches, row, row + Math.min(first, at.outWidth()), 0f);
            if (end > first) {
                System.arraycopy(picture, line + across + first, patches, row + first, end - first);
            }
            if (end < at.outWidth()) {
                Arrays.fill(patches, row + end, row + at.outWidth(), 0f);
            }
            return;
        }
        for (int x = 0; x < at.outWidth(); x++) {
            int column = x * at.acrossStride() + across;
            patches[row + x] = column >= 0 && column < at.width() ? picture[line + column] : 0f;
        }
    }

    /** Adds the slopes of the patches up to those of the picture. */
    void gather(FloatBuffer into, int n, ConvolutionGeometry at) {
        matrixBuffer.position(0);
        matrixBuffer.get(patches, 0, at.reach() * at.places());
        Arrays.fill(picture, 0, at.pictureSize(), 0f);
        for (int row = 0, entry = 0; entry < at.reach(); entry++) {
            int channel = entry / (at.kernelHeight() * at.kernelWidth()) * at.height() * at.width();
            int down = entry / at.kernelWidth() % at.kernelHeight() * at.downDilation() - at.top();
            int across = entry % at.kernelWidth() * at.acrossDilation() - at.left();
            for (int y = 0; y < at.outHeight(); y++, row += at.outWidth()) {
                int line = y * at.downStride() + down;
                if (line >= 0 && line < at.height()) {
                    addLine(channel + line * at.width(), across, row, at);
                }
            }
        }
        into.position(n * at.pictureSize());
        into.put(picture, 0, at.pictureSize());
    }

    private void addLine(int line, int across, int row, ConvolutionGeometry at) {
        int stride = at.acrossStride();
        int first = Math.max(0, (-across + stride - 1) / stride);
        int end = Math.min(at.outWidth(), (at.width() - 1 - across) / stride + 1);
        if (at.width() - 1 - across < 0) {
            end = 0;
        }
        if (stride == 1) {
            int shift = line + across;
            for (int x = first; x < end; x++) {
                picture[shift + x] += patches[row + x];
            }
        } else {
            for (int x = first; x < end; x++) {
                picture[line + across + x * stride] += patches[row + x];
            }
        }
    }

    private void room(ConvolutionGeometry at) {
        if (picture.length < at.pictureSize()) {
            picture = new float[at.pictureSize()];
        }
        if (patches.length < at.reach() * at.places()) {
            patches = new float[at.reach() * at.places()];
            matrix.close();
            matrix = new FloatPointer(patches.length);
            matrixBuffer = matrix.asBuffer();
        }
    }
}
