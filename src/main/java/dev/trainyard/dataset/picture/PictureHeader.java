package dev.trainyard.dataset.picture;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the first bytes of a picture say of it, before anything is unpacked.
 *
 * @param width of the upright picture
 * @param height of the upright picture
 * @param channels 1 for grey, 3 for colour; transparency does not count
 * @param orientation how it lies in the file
 */
public record PictureHeader(PictureFormat format, int width, int height, int channels, Orientation orientation) {

    /** No larger picture is decoded. */
    public static final long MOST_PIXELS = 25_000_000;

    private static final int LONGEST_SIDE = 65_535;
    private static final long ALWAYS_ALLOWED = 16L << 20;
    private static final long MOST_UNPACKED_TO_ONE = 500;

    PictureHeader(PictureFormat format, int width, int height, int channels) {
        this(format, width, height, channels, Orientation.UPRIGHT);
    }

    /** The same of a picture that lies in its file in such a way. */
    PictureHeader lying(Orientation how) {
        return how.isTurned()
                ? new PictureHeader(format, height, width, channels, how)
                : new PictureHeader(format, width, height, channels, how);
    }

    /** Reads as far as is needed. */
    public static PictureHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(PictureFormat.TELLING_BYTES);
        PictureFormat format = PictureFormat.of(start)
                .orElseThrow(() -> new UnreadablePicture(
                        "not_a_picture", "the file does not begin like a PNG, JPEG, BMP, GIF or WebP picture"));
        try {
            return HeaderParser.of(format, new HeaderBytes(start, in)).checked();
        } catch (EOFException e) {
            throw new UnreadablePicture("damaged_picture", "the picture is cut off within its header");
        }
    }

    public static PictureHeader of(byte[] file) throws IOException {
        return read(new ByteArrayInputStream(file));
    }

    private PictureHeader checked() throws UnreadablePicture {
        if (width < 1 || height < 1) {
            throw new UnreadablePicture(
                    "damaged_picture", "the picture says it is %d x %d pixels".formatted(width, height));
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw new UnreadablePicture(
                    "picture_too_large",
                    "the picture has %,d x %,d pixels; at most %,d pixels are read"
                            .formatted(width, height, MOST_PIXELS));
        }
        return this;
    }

    /** How many bytes its pixels take. */
    public long bytes() {
        return (long) width * height * channels;
    }

    /** @throws UnreadablePicture when it unpacks to far more than pictures do */
    void refuseBomb(long fileBytes) throws UnreadablePicture {
        if (bytes() > Math.max(ALWAYS_ALLOWED, fileBytes * MOST_UNPACKED_TO_ONE)) {
            throw new UnreadablePicture(
                    "picture_bomb",
                    "%,d bytes unpack to a picture of %,d x %,d pixels, over %d times as much"
                            .formatted(fileBytes, width, height, MOST_UNPACKED_TO_ONE));
        }
    }
}
