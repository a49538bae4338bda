package dev.trainyard.security;

/** The service will not run with these settings; the message says which and what to change. */
public final class RefusedToStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedToStart(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
