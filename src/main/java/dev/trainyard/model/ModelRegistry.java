package dev.trainyard.model;

/** Where finished models are entered. */
public interface ModelRegistry {

    /**
     * Enters the next version of a model, making the model when it is new; {@code latest} follows when the version can be
     * served. Takes part in the caller's transaction, so that a version is visible exactly when its job has succeeded.
     *
     * @return the version's number, from 1
     */
    int register(NewVersion version);
}
