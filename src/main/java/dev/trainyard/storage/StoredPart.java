package dev.trainyard.storage;

/**
 * A part of an object that is still being sent.
 *
 * @param number from 1
 * @param etag tells its bytes from others: their SHA-256 in a directory, what the server says in S3; without quotes
 */
public record StoredPart(int number, long bytes, String etag) {}
