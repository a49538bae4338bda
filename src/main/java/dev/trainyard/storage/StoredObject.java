package dev.trainyard.storage;

/** What is known of an object once it is stored. */
public record StoredObject(Digest digest, long bytes) {}
