package dev.trainyard.dataset.archive;

import java.io.IOException;

/** The archive as a whole, or one entry of it, cannot be read; the message is for its owner. */
public final class BadArchive extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;

    public BadArchive(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
