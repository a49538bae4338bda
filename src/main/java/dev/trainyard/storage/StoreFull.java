package dev.trainyard.storage;

import java.io.IOException;

/** The store has no room left. */
public final class StoreFull extends IOException {

    private static final long serialVersionUID = 1L;

    public StoreFull(Throwable cause) {
        super("the object store is full", cause);
    }
}
