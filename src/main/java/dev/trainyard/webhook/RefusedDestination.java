package dev.trainyard.webhook;

/** Nothing is sent there. */
final class RefusedDestination extends Exception {

    private static final long serialVersionUID = 1L;

    RefusedDestination(String why) {
        super(why);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
