package dev.trainyard.dataset.reader;

/** The bytes as a whole are no table. */
final class Unreadable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    Unreadable(String code, String message) {
        this(new Reason(code, message));
    }

    Unreadable(Reason reason) {
        super(reason.message());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
