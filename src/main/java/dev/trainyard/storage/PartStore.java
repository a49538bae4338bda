package dev.trainyard.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes objects in parts, which may come in any order, at once, and again, and joins them into objects of the {@link
 * ObjectStore}. What has arrived outlives the process; nothing is visible before it is joined.
 */
public interface PartStore {

    /** Begins an object; gives the handle under which its parts are kept. */
    String begin() throws IOException;

    /**
     * Where a part may be sent straight to the store, by a PUT of exactly so many bytes.
     *
     * @return empty when the service itself takes the parts, see {@link #put}
     */
    Optional<URI> address(String handle, int number, long bytes, Duration validity);

    /**
     * Keeps a part, instead of an earlier one of the same number.
     *
     * @throws ObjectTooLarge when the stream has more bytes; nothing is kept
     * @throws ObjectTooShort when it has less; nothing is kept
     */
    StoredPart put(String handle, int number, InputStream part, long bytes) throws IOException;

    /** The parts that have arrived, by their numbers. */
    List<StoredPart> parts(String handle) throws IOException;

    /**
     * Makes one object of the parts and stores it under the digest of all its bytes; memory does not grow with them. May be
     * called again after a crash.
     *
     * @param expected refuses other bytes; null when the caller has not said
     * @throws ContentDiffers when they are others; no object is kept
     */
    StoredObject join(String handle, List<StoredPart> parts, @Nullable Digest expected) throws IOException;

    /** The handle under which parts can be sent after they could not be joined; all of them, when it is another one. */
    String again(String handle) throws IOException;

    /** Deletes the parts, joined or not. May be called again. */
    void forget(String handle) throws IOException;
}
