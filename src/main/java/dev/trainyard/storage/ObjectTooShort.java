package dev.trainyard.storage;

import java.io.IOException;

/** A stream ended before it had all the bytes it was to have. */
public final class ObjectTooShort extends IOException {

    private static final long serialVersionUID = 1L;

    private final long bytes;

    ObjectTooShort(long bytes, long expected) {
        super("%d bytes of %d".formatted(bytes, expected));
        this.bytes = bytes;
    }

    /** How many there were. */
    public long bytes() {
        return bytes;
    }
}
