package dev.trainyard.dataset.picture;

import java.io.IOException;

/** The bytes are no picture that can be read; the message is for its owner. */
public final class UnreadablePicture extends IOException {

    private static final long serialVersionUID = 1L;

    private final String code;

    UnreadablePicture(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
