package dev.trainyard.job;

/** The job is no longer this worker's; nothing was written, and nothing may be. */
public final class LostClaim extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LostClaim(Running running) {
        super("attempt %d of %s is no longer worker %s's"
                .formatted(running.attempt(), running.jobId(), running.worker()));
    }
}
