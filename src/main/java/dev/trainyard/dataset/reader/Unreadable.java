package dev.trainyard.dataset.reader;

/** The bytes as a whole are no table. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;
    private final transient Rejects rejects;

    Unreadable(String code, String message) {
        this(new Reason(code, message));
    }

    Unreadable(Reason reason) {
        this(reason, Rejects.NONE);
    }

    Unreadable(Reason reason, Rejects rejects) {
        super(reason.message());
        this.reason = reason;
        this.rejects = rejects;
    }

    /** The rows that were looked at before it was known. */
    Rejects rejects() {
        return rejects;
    }

    Reason reason() {
        return reason;
    }
}
