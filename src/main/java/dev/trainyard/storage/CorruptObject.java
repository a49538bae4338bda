package dev.trainyard.storage;

import java.io.IOException;

/** An object's bytes are not those it was stored with. */
public final class CorruptObject extends IOException {

    private static final long serialVersionUID = 1L;

    CorruptObject(Digest expected, Digest found) {
        super("the stored object %s now has the digest %s".formatted(expected, found));
    }
}
