package dev.trainyard.dataset.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** What cameras note beside a picture (EXIF 2.3: a TIFF directory within an APP1 segment); only its orientation is read. */
final class Exif {

    private static final String NAME = "Exif\0\0";
    private static final int BYTES_OF_ENTRY = 12;
    private static final int ORIENTATION = 0x112;
    private static final int SHORT = 3;
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int BIG_ENDIAN = 0x4d4d;

    private Exif() {}

    /** The orientation that a segment tells; upright where it tells none, or nothing that can be understood. */
    static Orientation orientation(byte[] segment) {
        String name = new String(segment, 0, Math.min(NAME.length(), segment.length), StandardCharsets.ISO_8859_1);
        if (!name.equals(NAME) || segment.length < NAME.length() + 8) {
            return Orientation.UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(segment, NAME.length(), segment.length - NAME.length())
                .slice();
        int order = tiff.getShort(0) & 0xffff;
        if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
            return Orientation.UPRIGHT;
        }
        tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return inDirectory(tiff, tiff.getInt(4));
    }

    private static Orientation inDirectory(ByteBuffer tiff, int start) {
        if (start < 8 || start > tiff.limit() - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = tiff.getShort(start) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int at = start + 2 + i * BYTES_OF_ENTRY;
            if (at > tiff.limit() - BYTES_OF_ENTRY) {
                break;
            }
            if ((tiff.getShort(at) & 0xffff) == ORIENTATION) {
                return of(tiff.getShort(at + 2), tiff.getInt(at + 4), tiff.getShort(at + 8));
            }
        }
        return Orientation.UPRIGHT;
    }

    private static Orientation of(int type, int count, int value) {
        return type == SHORT && count == 1 && value >= 1 && value <= 8 ? new Orientation(value) : Orientation.UPRIGHT;
    }
}
