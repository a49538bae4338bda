package dev.trainyard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds immutable objects under the digest of their bytes. An object is visible only when it is complete and its digest
 * matches; equal bytes are stored once: what is there is not written again.
 */
public interface ObjectStore {

    /**
     * Stores a stream while hashing it; memory does not grow with its length.
     *
     * @param mostBytes refuses longer streams
     * @throws ObjectTooLarge when the stream has more than {@code mostBytes}; nothing is kept
     * @throws StoreFull when there is no room; nothing is kept
     */
    StoredObject put(InputStream bytes, long mostBytes) throws IOException;

    /** Stores a file's bytes. */
    StoredObject put(Path file) throws IOException;

    /**
     * Opens an object for reading.
     *
     * @throws java.io.FileNotFoundException when there is none
     */
    InputStream open(Digest digest) throws IOException;

    /**
     * Opens a part of an object.
     *
     * @param first the first byte, from 0; the part ends with the object at the latest
     * @throws java.io.FileNotFoundException when there is none
     */
    InputStream open(Digest digest, long first, long length) throws IOException;

    /**
     * Where anybody may fetch an object straight from the store for a while, by a plain GET, as a file of this name.
     *
     * @return empty when the service itself hands objects out, see {@link #open(Digest)}
     */
    Optional<URI> address(Digest digest, String fileName, Duration validity);

    /** Copies an object into a new file and checks its digest on the way. */
    void download(Digest digest, Path target) throws IOException;

    /**
     * Puts an object where a file is wanted that is only read: without a copy where that is possible. Its bytes are those
     * of its digest.
     */
    default void lend(Digest digest, Path target) throws IOException {
        download(digest, target);
    }

    /** Stores a file that nobody writes any more, and takes it away: without a copy where that is possible. */
    default StoredObject take(Path file) throws IOException {
        StoredObject object = put(file);
        Files.delete(file);
        return object;
    }

    boolean exists(Digest digest) throws IOException;

    void delete(Digest digest) throws IOException;
}
