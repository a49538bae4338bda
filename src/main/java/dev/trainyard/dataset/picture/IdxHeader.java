package dev.trainyard.dataset.picture;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The beginning of an IDX file, the format of MNIST: two zeros, a type, the number of dimensions, each of them in four
 * bytes, big-endian.
 *
 * @param type 8 for bytes, 9 for signed bytes, 11 for short, 12 for int numbers
 */
public record IdxHeader(int type, List<Integer> dimensions) {

    /** So many bytes tell an IDX file. */
    public static final int TELLING_BYTES = 4;

    private static final int BYTES = 8;

    public IdxHeader {
        dimensions = List.copyOf(dimensions);
    }

    /** Whether a file begins like one that is read: pictures of bytes, or labels of whole numbers. */
    public static boolean begins(byte[] file) {
        return file.length >= TELLING_BYTES
                && file[0] == 0
                && file[1] == 0
                && (isPictures(file[2], file[3]) || isLabels(file[2], file[3]));
    }

    private static boolean isPictures(int type, int dimensions) {
        return type == BYTES && (dimensions == 3 || dimensions == 4);
    }

    private static boolean isLabels(int type, int dimensions) {
        return dimensions == 1 && (type == BYTES || type == 9 || type == 11 || type == 12);
    }

    /** Reads it, and leaves the stream where the numbers begin; empty where it is none. */
    public static Optional<IdxHeader> read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] telling = data.readNBytes(TELLING_BYTES);
        if (!begins(telling)) {
            return Optional.empty();
        }
        List<Integer> dimensions = new ArrayList<>();
        try {
            for (int i = 0; i < telling[3]; i++) {
                dimensions.add(data.readInt());
            }
        } catch (EOFException e) {
            return Optional.empty();
        }
        return Optional.of(new IdxHeader(telling[2], dimensions));
    }

    public boolean isPictures() {
        return isPictures(type, dimensions.size());
    }

    /** How many pictures or labels there are; negative in a file that lies. */
    public int count() {
        return dimensions.get(0);
    }

    public int height() {
        return isChannelsFirst() ? dimensions.get(2) : dimensions.get(1);
    }

    public int width() {
        return isChannelsFirst() ? dimensions.get(3) : dimensions.get(2);
    }

    public int channels() {
        return dimensions.size() == 3 ? 1 : isChannelsFirst() ? dimensions.get(1) : dimensions.get(3);
    }

    /** Whether each channel is a plane of its own. */
    public boolean isChannelsFirst() {
        return dimensions.size() == 4 && dimensions.get(3) != 1 && dimensions.get(3) != 3;
    }

    /** How many bytes a label takes. */
    public int labelBytes() {
        return type == 11 ? 2 : type == 12 ? 4 : 1;
    }
}
