package dev.trainyard.trainer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job cannot be done, for a reason that its owner can do something about. */
public final class JobFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String hint;
    private final transient List<TrainerEvent.Remedy> remedies;
    private final transient Map<String, Object> details;

    /**
     * @param code one of the contract's failure codes
     * @param message what happened, with the job's own numbers
     * @param hint how to mend it
     * @param remedies changes to the job that may cure it, the likeliest first
     * @param details what else is known, for programs
     */
    public JobFailed(
            String code,
            String message,
            @Nullable String hint,
            List<TrainerEvent.Remedy> remedies,
            Map<String, Object> details) {
        super(message);
        this.code = code;
        this.hint = hint;
        this.remedies = List.copyOf(remedies);
        this.details = Map.copyOf(details);
    }

    public JobFailed(String code, String message, @Nullable String hint, List<TrainerEvent.Remedy> remedies) {
        this(code, message, hint, remedies, Map.of());
    }

    public JobFailed(String code, String message, String hint) {
        this(code, message, hint, List.of());
    }

    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public @Nullable String hint() {
        return hint;
    }

    public List<TrainerEvent.Remedy> remedies() {
        return remedies;
    }

    TrainerEvent.Failed during(String phase) {
        return new TrainerEvent.Failed(
                code, phase, getMessage(), hint, false, remedies, details.isEmpty() ? null : details);
    }
}
