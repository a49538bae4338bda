package dev.trainyard.dataset.reader;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes put together by hand. */
final class Bytes {

    private Bytes() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] flipped(byte[] bytes, int from, int to) {
        byte[] other = bytes.clone();
        for (int i = from; i < Math.min(to, other.length); i++) {
            other[i] ^= 0x55;
        }
        return other;
    }
}
