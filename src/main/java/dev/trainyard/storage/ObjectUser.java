package dev.trainyard.storage;

/** Somebody who keeps objects in the store, and says which of them must stay. */
public interface ObjectUser {

    boolean needs(Digest object);

    /** Whether {@link Orphans} is told when an object is no longer needed here; otherwise it looks again by itself. */
    default boolean tells() {
        return false;
    }
}
