package dev.trainyard.prediction;

/** A bundle cannot be served: a file of it is missing, broken, or fits none of the others. */
final class BundleUnreadable extends Exception {

    private static final long serialVersionUID = 1L;

    BundleUnreadable(String reason) {
        super(reason);
    }

    BundleUnreadable(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
