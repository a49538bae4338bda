package dev.trainyard.home;

/** The service will not run with these settings; the message says which and what to change. */
public class RefusedToStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Takes what a person should read, in one or two sentences: what is wrong, and what to change. */
    public RefusedToStart(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
