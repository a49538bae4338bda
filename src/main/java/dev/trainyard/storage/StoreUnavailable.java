package dev.trainyard.storage;

import java.io.IOException;

/** The store does not answer at the moment, or not well; trying again later may help. */
public final class StoreUnavailable extends IOException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailable(Throwable cause) {
        super("the object store does not answer as it should: " + cause.getMessage(), cause);
    }
}
