package dev.trainyard.dataset.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The block before each entry of a tar archive (POSIX ustar, with GNU's and pax' extensions). */
record TarHeader(String name, long size, char type) {

    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int MOST_OCTAL_DIGITS = 20;
    private static final byte[] USTAR = {'u', 's', 't', 'a', 'r'};

    /**
     * Reads a block.
     *
     * @return null at the end of the archive, which is a block of zeros
     */
    static @Nullable TarHeader of(byte[] block) throws BadArchive {
        if (isZero(block)) {
            return null;
        }
        if (number(block, CHECKSUM, CHECKSUM_BYTES) != checksum(block)) {
            throw new BadArchive("damaged_tar", "the tar archive is damaged: the checksum of an entry is another one");
        }
        String prefix = isUstar(block) && block[345] != 0 ? EntryName.of(untilNul(block, 345, 155)) : "";
        String name = EntryName.of(untilNul(block, 0, 100));
        long size = number(block, 124, 12);
        if (size < 0) {
            throw new BadArchive(
                    "damaged_tar", "the tar archive is damaged: '%s' has an impossible size".formatted(name));
        }
        return new TarHeader(prefix.isEmpty() ? name : prefix + "/" + name, size, (char) (block[156] & 0xff));
    }

    /** Whether a file begins like a tar archive. */
    static boolean begins(byte[] file) {
        return file.length >= 512 && isUstar(file) && number(file, CHECKSUM, CHECKSUM_BYTES) == checksum(file);
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUstar(byte[] block) {
        return Arrays.equals(block, 257, 262, USTAR, 0, USTAR.length);
    }

    private static long checksum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    /** An octal number, or one of 63 bits where the first bit is set; -1 where it is none. */
    private static long number(byte[] block, int start, int length) {
        if ((block[start] & 0x80) != 0) {
            long value = block[start] & 0x7f;
            for (int i = start + 1; i < start + length; i++) {
                if (value >>> 55 != 0) {
                    return -1;
                }
                value = value << 8 | block[i] & 0xff;
            }
            return value;
        }
        return octal(block, start, start + length);
    }

    /** Digits between blanks up to a NUL; headers come by the hundred thousand, so that no text is made of them. */
    private static long octal(byte[] block, int start, int end) {
        int at = afterBlanks(block, start, end);
        int digits = at;
        long value = 0;
        while (at < end && block[at] >= '0' && block[at] <= '7') {
            value = value << 3 | block[at++] - '0';
        }
        digits = at - digits;
        at = afterBlanks(block, at, end);
        return (at == end || block[at] == 0) && digits <= MOST_OCTAL_DIGITS ? value : -1;
    }

    private static int afterBlanks(byte[] block, int start, int end) {
        int at = start;
        while (at < end && block[at] == ' ') {
            at++;
        }
        return at;
    }

    static byte[] untilNul(byte[] block, int start, int length) {
        int end = start;
        while (end < start + length && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, start, end);
    }

    /** Attributes of the entry that follows: lines of {@code length name=value}. */
    static Map<String, String> attributes(byte[] content) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
            int space = line.indexOf(' ');
            int equals = line.indexOf('=');
            if (space >= 0 && equals > space) {
                attributes.put(line.substring(space + 1, equals), line.substring(equals + 1));
            }
        }
        return attributes;
    }

    boolean isExtension() {
        return type == 'L' || type == 'K' || type == 'x' || type == 'g';
    }

    boolean hasBytes() {
        return type == 0 || type == '0' || type == '7' || type == 'S';
    }

    Entry.Kind kind(String fullName) {
        if (type == '5' || fullName.endsWith("/")) {
            return Entry.Kind.FOLDER;
        }
        if (type == 'S') {
            return Entry.Kind.UNKNOWN_METHOD;
        }
        return hasBytes() ? Entry.Kind.FILE : Entry.Kind.LINK;
    }
}
