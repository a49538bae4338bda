package dev.trainyard.model;

import dev.trainyard.storage.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to serve a version.
 *
 * @param unservable why it cannot be served, null when it can
 * @param bundle digest of {@code bundle.zip}
 * @param shadow a version that is asked the same besides, null for none
 */
public record ServedVersion(
        String model,
        int version,
        @Nullable String unservable,
        Digest bundle,
        @Nullable Integer shadow) {

    public ServedVersion(String model, int version, @Nullable String unservable, Digest bundle) {
        this(model, version, unservable, bundle, null);
    }

    ServedVersion(String model, int version, @Nullable String unservable, String bundle) {
        this(model, version, unservable, new Digest(bundle), null);
    }

    ServedVersion followedBy(@Nullable Integer other) {
        return new ServedVersion(model, version, unservable, bundle, other);
    }
}
