package dev.trainyard.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes and counts what is read through it, and stops a stream that is too long. */
final class MeasuredStream extends FilterInputStream {

    private static final int BUFFER = 1 << 16;

    private final MessageDigest sha256 = sha256();
    private final long mostBytes;
    private long bytes;

    MeasuredStream(InputStream source, long mostBytes) {
        super(source);
        this.mostBytes = mostBytes;
    }

    /** What a file holds. */
    static StoredObject measure(Path file) throws IOException {
        try (MeasuredStream measured = new MeasuredStream(Files.newInputStream(file), Long.MAX_VALUE)) {
            byte[] buffer = new byte[BUFFER];
            while (measured.read(buffer, 0, BUFFER) >= 0) {
                // Reading measures.
            }
            return measured.measured();
        }
    }

    /** What has been read so far. */
    StoredObject measured() {
        try {
            MessageDigest soFar = (MessageDigest) sha256.clone();
            return new StoredObject(new Digest(HexFormat.of().formatHex(soFar.digest())), bytes);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            sha256.update(buffer, offset, count);
            bytes += count;
        }
        if (bytes > mostBytes) {
            throw new ObjectTooLarge(mostBytes);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] skipped = new byte[(int) Math.min(count, 8192)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
