package dev.trainyard.trainer.data;

import dev.trainyard.trainer.JobFailed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The pixels of pictures, bytes {@code [rows, height, width, channels]}, mapped into memory. */
public final class PixelFile {

    private static final long LARGEST_PIECE = 1L << 30;

    private final int pictureBytes;
    private final int picturesInPiece;
    private final List<ByteBuffer> pieces;

    private PixelFile(int pictureBytes, int picturesInPiece, List<ByteBuffer> pieces) {
        this.pictureBytes = pictureBytes;
        this.picturesInPiece = picturesInPiece;
        this.pieces = pieces;
    }

    /** @throws JobFailed {@code data_invalid} when the file holds another number of pictures */
    public static PixelFile map(Path file, int rows, int pictureBytes) throws IOException {
        int inPiece = (int) Math.max(1, LARGEST_PIECE / pictureBytes);
        List<ByteBuffer> pieces = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() != (long) rows * pictureBytes) {
                throw new JobFailed(
                        "data_invalid",
                        "%d rows need pictures of %d bytes each, and there are %d bytes"
                                .formatted(rows, pictureBytes, channel.size()),
                        "upload the data set again");
            }
            for (long row = 0; row < rows; row += inPiece) {
                long bytes = Math.min(inPiece, rows - row) * pictureBytes;
                pieces.add(channel.map(FileChannel.MapMode.READ_ONLY, row * pictureBytes, bytes));
            }
        }
        return new PixelFile(pictureBytes, inPiece, pieces);
    }

    /** How many pictures a file holds. */
    static int pictures(Path file, int pictureBytes) throws IOException {
        return Math.toIntExact(Files.size(file) / pictureBytes);
    }

    int pictureBytes() {
        return pictureBytes;
    }

    /** Copies the picture of a row. */
    public void read(int row, byte[] into) {
        pieces.get(row / picturesInPiece).get(row % picturesInPiece * pictureBytes, into);
    }
}
