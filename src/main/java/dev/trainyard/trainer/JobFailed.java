package dev.trainyard.trainer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job cannot be done, for a reason that its owner can do something about. */
public final class JobFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String hint;
    private final transient List<TrainerEvent.Remedy> remedies;

    /**
     * @param code one of the contract's failure codes
     * @param message what happened, with the job's own numbers
     * @param hint how to mend it
     */
    public JobFailed(String code, String message, @Nullable String hint, List<TrainerEvent.Remedy> remedies) {
        super(message);
        this.code = code;
        this.hint = hint;
        this.remedies = List.copyOf(remedies);
    }

    public JobFailed(String code, String message, String hint) {
        this(code, message, hint, List.of());
    }

    public String code() {
        return code;
    }

    TrainerEvent.Failed during(String phase) {
        return new TrainerEvent.Failed(code, phase, String.valueOf(getMessage()), hint, false, remedies);
    }
}
