package dev.trainyard.dataset.picture;

import java.io.EOFException;
import java.io.IOException;

/** Finds width, height and channels where each format has them. */
final class HeaderParser {

    private static final int APP1 = 0xe1;

    private HeaderParser() {}

    static PictureHeader of(PictureFormat format, HeaderBytes bytes) throws IOException {
        return switch (format) {
            case PNG -> png(bytes);
            case JPEG -> jpeg(bytes);
            case BMP -> bmp(bytes);
            case GIF -> gif(bytes);
            case WEBP -> webp(bytes);
        };
    }

    private static PictureHeader png(HeaderBytes bytes) throws IOException {
        bytes.skipTo(12);
        if (bytes.bigEndian(4) != 0x49484452) {
            throw new EOFException();
        }
        int width = bytes.bigEndian(4);
        int height = bytes.bigEndian(4);
        bytes.skip(1);
        boolean colour = (bytes.next() & 2) != 0;
        return new PictureHeader(PictureFormat.PNG, width, height, colour ? 3 : 1);
    }

    /** Walks over the segments to the frame header (SOF0 to SOF15); the orientation stands before it. */
    private static PictureHeader jpeg(HeaderBytes bytes) throws IOException {
        bytes.skipTo(2);
        Orientation orientation = Orientation.UPRIGHT;
        while (true) {
            int marker = marker(bytes);
            int length = bytes.bigEndian(2);
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                bytes.skip(1);
                int height = bytes.bigEndian(2);
                int width = bytes.bigEndian(2);
                return new PictureHeader(PictureFormat.JPEG, width, height, bytes.next() == 1 ? 1 : 3)
                        .lying(orientation);
            }
            if (marker == APP1 && orientation.isUpright()) {
                orientation = Exif.orientation(bytes.bytes(length - 2));
            } else {
                bytes.skip(length - 2);
            }
        }
    }

    private static int marker(HeaderBytes bytes) throws IOException {
        int b = bytes.next();
        if (b != 0xff) {
            throw new EOFException();
        }
        while (b == 0xff) {
            b = bytes.next();
        }
        if (b == 0xda || b == 0xd9) {
            throw new EOFException();
        }
        return b;
    }

    private static PictureHeader bmp(HeaderBytes bytes) throws IOException {
        bytes.skipTo(14);
        int headerBytes = bytes.littleEndian(4);
        int each = headerBytes == 12 ? 2 : 4;
        int width = bytes.littleEndian(each);
        int height = bytes.littleEndian(each);
        return new PictureHeader(PictureFormat.BMP, width, Math.abs(height), 3);
    }

    /** The first frame may be larger than the canvas; whichever is larger counts. */
    private static PictureHeader gif(HeaderBytes bytes) throws IOException {
        bytes.skipTo(6);
        int width = bytes.littleEndian(2);
        int height = bytes.littleEndian(2);
        int flags = bytes.next();
        bytes.skip(2);
        bytes.skip((flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1);
        for (int block = bytes.next(); block == 0x21; block = bytes.next()) {
            bytes.skip(1);
            for (int length = bytes.next(); length > 0; length = bytes.next()) {
                bytes.skip(length);
            }
        }
        bytes.skip(4);
        return new PictureHeader(
                PictureFormat.GIF, Math.max(width, bytes.littleEndian(2)), Math.max(height, bytes.littleEndian(2)), 3);
    }

    private static PictureHeader webp(HeaderBytes bytes) throws IOException {
        bytes.skipTo(12);
        int chunk = bytes.bigEndian(4);
        bytes.skip(4);
        return switch (chunk) {
            case 0x56503820 -> lossy(bytes);
            case 0x5650384c -> lossless(bytes);
            case 0x56503858 -> extended(bytes);
            default -> throw new EOFException();
        };
    }

    private static PictureHeader lossy(HeaderBytes bytes) throws IOException {
        bytes.skip(3);
        if (bytes.bigEndian(3) != 0x9d012a) {
            throw new EOFException();
        }
        return webp(bytes.littleEndian(2) & 0x3fff, bytes.littleEndian(2) & 0x3fff);
    }

    private static PictureHeader lossless(HeaderBytes bytes) throws IOException {
        if (bytes.next() != 0x2f) {
            throw new EOFException();
        }
        int sizes = bytes.littleEndian(4);
        return webp((sizes & 0x3fff) + 1, (sizes >>> 14 & 0x3fff) + 1);
    }

    private static PictureHeader extended(HeaderBytes bytes) throws IOException {
        bytes.skip(4);
        return webp(bytes.littleEndian(3) + 1, bytes.littleEndian(3) + 1);
    }

    private static PictureHeader webp(int width, int height) {
        return new PictureHeader(PictureFormat.WEBP, width, height, 3);
    }
}
