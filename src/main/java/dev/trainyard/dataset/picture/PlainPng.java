package dev.trainyard.dataset.picture;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the plainest PNG files (W3C PNG: 8-bit grey or RGB, not interlaced, with no chunk that changes pixels) several times
 * faster than ImageIO. Whatever is not plain, or not in perfect order, is left to ImageIO, so that both say the same. For one
 * thread.
 */
final class PlainPng {

    private static final int MOST_BYTES = 1 << 20;
    private static final int SIGNATURE_BYTES = 8;
    private static final int AROUND_CHUNK = 12;
    private static final int NONE = 0;
    private static final int HEADER = 0x49484452;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454e44;
    private static final int HEADER_BYTES = 13;

    /** {@code tEXt, zTXt, iTXt, tIME, pHYs}: what is written beside a picture. */
    private static final Set<Integer> NOTES = Set.of(0x74455874, 0x7a545874, 0x69545874, 0x74494d45, 0x70485973);

    private final Inflater inflater = new Inflater();
    private final CRC32 crc = new CRC32();

    /** The pixels of a file; nothing when it is not so plain. */
    Optional<Samples> decode(byte[] file) {
        Chunks chunks = new Chunks(file);
        Header header = chunks.next() == HEADER ? Header.of(chunks.data()) : null;
        if (header == null || header.rawBytes() > MOST_BYTES) {
            return Optional.empty();
        }
        byte[] raw = unpacked(chunks, (int) header.rawBytes());
        return raw == null ? Optional.empty() : Optional.ofNullable(header.samples(raw));
    }

    /** What the data chunks, one behind the other, unpack to: exactly so much, or null. */
    private byte @Nullable [] unpacked(Chunks chunks, int bytes) {
        int type = chunks.next();
        while (NOTES.contains(type)) {
            type = chunks.next();
        }
        inflater.reset();
        byte[] raw = new byte[bytes];
        int filled = 0;
        try {
            for (; type == DATA; type = chunks.next()) {
                inflater.setInput(chunks.data());
                filled += inflater.inflate(raw, filled, bytes - filled);
            }
            return type == END && filled == bytes && isAtItsEnd() ? raw : null;
        } catch (DataFormatException e) {
            return null;
        }
    }

    /** Whether nothing comes after the last byte, and the checksum of the stream is right. */
    private boolean isAtItsEnd() throws DataFormatException {
        boolean nothing = inflater.finished() || inflater.inflate(new byte[1]) == 0;
        return nothing && inflater.finished() && inflater.getRemaining() == 0;
    }

    /** The chunks of a file, each held against its checksum. */
    private final class Chunks {

        private final ByteBuffer file;
        private int next = SIGNATURE_BYTES;
        private int start;
        private int length;

        Chunks(byte[] file) {
            this.file = ByteBuffer.wrap(file);
        }

        /** The type of the next one, {@link #NONE} when there is none in good order. */
        int next() {
            start = next;
            if (file.limit() - start < AROUND_CHUNK) {
                return NONE;
            }
            length = file.getInt(start);
            if (length < 0 || length > file.limit() - start - AROUND_CHUNK || !isWhole()) {
                return NONE;
            }
            next = start + AROUND_CHUNK + length;
            return file.getInt(start + 4);
        }

        private boolean isWhole() {
            crc.reset();
            crc.update(file.array(), start + 4, 4 + length);
            return (int) crc.getValue() == file.getInt(start + 8 + length);
        }

        ByteBuffer data() {
            return file.slice(start + 8, length);
        }
    }

    private record Header(int width, int height, int channels) {

        static @Nullable Header of(ByteBuffer data) {
            if (data.limit() != HEADER_BYTES) {
                return null;
            }
            boolean plain = data.get(8) == 8 && data.get(10) == 0 && data.get(11) == 0 && data.get(12) == 0;
            int colour = data.get(9);
            return plain && (colour == 0 || colour == 2)
                    ? new Header(data.getInt(0), data.getInt(4), colour == 0 ? 1 : 3)
                    : null;
        }

        /** Each row has the number of its filter before it. */
        long rawBytes() {
            return height * (1L + (long) width * channels);
        }

        /** The pixels of filtered rows; null when a filter is none of the five. */
        @Nullable
        Samples samples(byte[] raw) {
            int stride = width * channels;
            byte[] pixels = new byte[height * stride];
            for (int y = 0; y < height; y++) {
                int from = y * (stride + 1) + 1;
                if (!unfilter(raw[from - 1], raw, from, pixels, y * stride, stride)) {
                    return null;
                }
            }
            return new Samples(height, width, channels, pixels);
        }

        private boolean unfilter(int filter, byte[] raw, int from, byte[] pixels, int to, int stride) {
            switch (filter) {
                case 0 -> System.arraycopy(raw, from, pixels, to, stride);
                case 1 -> {
                    for (int i = 0; i < stride; i++) {
                        pixels[to + i] = (byte) (raw[from + i] + left(pixels, to, i));
                    }
                }
                case 2 -> {
                    for (int i = 0; i < stride; i++) {
                        pixels[to + i] = (byte) (raw[from + i] + above(pixels, to + i, stride));
                    }
                }
                case 3 -> {
                    for (int i = 0; i < stride; i++) {
                        int mean = (left(pixels, to, i) + above(pixels, to + i, stride)) / 2;
                        pixels[to + i] = (byte) (raw[from + i] + mean);
                    }
                }
                case 4 -> {
                    for (int i = 0; i < stride; i++) {
                        int corner = i < channels ? 0 : above(pixels, to + i - channels, stride);
                        int guess = paeth(left(pixels, to, i), above(pixels, to + i, stride), corner);
                        pixels[to + i] = (byte) (raw[from + i] + guess);
                    }
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private int left(byte[] pixels, int row, int i) {
            return i < channels ? 0 : pixels[row + i - channels] & 0xff;
        }

        private static int above(byte[] pixels, int at, int stride) {
            return at < stride ? 0 : pixels[at - stride] & 0xff;
        }

        /** Whichever of the three is nearest to left + above - corner. */
        private static int paeth(int left, int above, int corner) {
            int toLeft = Math.abs(above - corner);
            int toAbove = Math.abs(left - corner);
            int toCorner = Math.abs(left + above - 2 * corner);
            if (toLeft <= toAbove && toLeft <= toCorner) {
                return left;
            }
            return toAbove <= toCorner ? above : corner;
        }
    }
}
