package dev.trainyard.model;

import dev.trainyard.storage.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to serve a version.
 *
 * @param unservable why it cannot be served, null when it can
 * @param bundle digest of {@code bundle.zip}
 */
public record ServedVersion(
        String model, int version, @Nullable String unservable, Digest bundle) {

    ServedVersion(String model, int version, @Nullable String unservable, String bundle) {
        this(model, version, unservable, new Digest(bundle));
    }
}
