package dev.trainyard.dataset.picture;

/**
 * How often a JPEG file goes over its pixels. A progressive picture has about ten scans; a few bytes each make thousands,
 * every one of which takes as long as the picture is large.
 */
final class JpegScans {

    /** Pixels times scans: the largest picture may be gone over forty times. */
    private static final long MOST_PIXELS_GONE_OVER = 40 * PictureHeader.MOST_PIXELS;

    private static final int START_OF_SCAN = 0xda;

    private JpegScans() {}

    /** @throws UnreadablePicture when decoding would go over the pixels again and again */
    static void refuseBomb(PictureHeader header, byte[] file) throws UnreadablePicture {
        long scans = count(file);
        long pixels = (long) header.width() * header.height();
        if (scans * pixels > MOST_PIXELS_GONE_OVER) {
            throw new UnreadablePicture(
                    "picture_bomb",
                    "the picture of %,d x %,d pixels is made of %,d scans, each of which goes over all of them"
                            .formatted(header.width(), header.height(), scans));
        }
    }

    /** Walks over segments by their length, and over the data of scans to the next marker. */
    static int count(byte[] file) {
        int scans = 0;
        int at = 2;
        while (at + 3 < file.length) {
            int marker = file[at + 1] & 0xff;
            if ((file[at] & 0xff) != 0xff || marker == 0xff || isWithinData(marker)) {
                at++; // the data of a scan, or filling
            } else {
                scans += marker == START_OF_SCAN ? 1 : 0;
                at += 2 + ((file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff);
            }
        }
        return scans;
    }

    /** Stuffed bytes, restarts, and what has no length. */
    private static boolean isWithinData(int marker) {
        return marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd9);
    }
}
