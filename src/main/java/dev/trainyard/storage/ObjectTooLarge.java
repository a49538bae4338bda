package dev.trainyard.storage;

import java.io.IOException;

/** A stream had more bytes than it may have. */
public final class ObjectTooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    private final long mostBytes;

    public ObjectTooLarge(long mostBytes) {
        super("more than " + mostBytes + " bytes");
        this.mostBytes = mostBytes;
    }

    public long mostBytes() {
        return mostBytes;
    }
}
