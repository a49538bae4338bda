package dev.trainyard.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Sends a caller to the store for an object's bytes, where the store hands them out itself. */
public final class StoreRedirect {

    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private StoreRedirect() {}

    /** An answer 307 with an address that is good for a quarter of an hour; empty where the service answers with the bytes. */
    public static Optional<ResponseEntity<Resource>> of(ObjectStore store, Digest digest, String fileName) {
        return store.address(digest, fileName, VALIDITY).map(StoreRedirect::to);
    }

    private static ResponseEntity<Resource> to(URI address) {
        return ResponseEntity.status(HttpStatus.TEMPORARY_REDIRECT)
                .location(address)
                .cacheControl(CacheControl.noStore())
                .build();
    }
}
