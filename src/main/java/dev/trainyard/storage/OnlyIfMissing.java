package dev.trainyard.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Has an S3 server write only what is not there ({@code If-None-Match: *}): of many who store equal bytes at once one does, and
 * the others find the object. A server that does not know the condition is asked without it from then on.
 */
final class OnlyIfMissing {

    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int MOST_CONFLICTS = 5;

    private volatile boolean isKnown = true;

    /** Writes an object whole. */
    interface Write {

        /** @param ifNoneMatch the condition; null for none */
        void run(@Nullable String ifNoneMatch) throws IOException;
    }

    void write(Write write) throws IOException {
        for (int conflicts = 0; ; ) {
            boolean conditional = isKnown;
            try {
                write.run(conditional ? "*" : null);
                return;
            } catch (S3Exception e) {
                if (conditional && e.statusCode() == PRECONDITION_FAILED) {
                    return;
                }
                if (conditional && e.statusCode() == NOT_IMPLEMENTED) {
                    isKnown = false;
                } else if (e.statusCode() != CONFLICT || ++conflicts == MOST_CONFLICTS) {
                    throw e;
                }
            }
        }
    }
}
