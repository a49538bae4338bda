package dev.trainyard.storage;

import java.io.IOException;

/** Bytes are not those that the caller meant to send; none of them were kept. */
public final class ContentDiffers extends IOException {

    private static final long serialVersionUID = 1L;

    private final Digest found;

    ContentDiffers(Digest expected, Digest found) {
        super("the bytes have the digest %s, and %s was expected".formatted(found, expected));
        this.found = found;
    }

    public Digest found() {
        return found;
    }
}
