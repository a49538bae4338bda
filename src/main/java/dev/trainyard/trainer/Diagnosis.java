package dev.trainyard.trainer;

import dev.trainyard.plan.ResolvedJob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what an unexpected end means to the job's owner. */
final class Diagnosis {

    private Diagnosis() {}

    /** @param job null where it is not known yet */
    static TrainerEvent.Failed of(Throwable cause, @Nullable ResolvedJob job, String phase) {
        if (OutOfMemory.isOne(cause)) {
            return OutOfMemory.failure(cause, job).during(phase);
        }
        if (FullDisk.isOne(cause)) {
            return FullDisk.failure(cause, phase);
        }
        return DeviceTrouble.isOne(cause) ? DeviceTrouble.failure(cause).during(phase) : internal(cause, phase);
    }

    private static TrainerEvent.Failed internal(Throwable cause, String phase) {
        return new TrainerEvent.Failed(
                "internal",
                phase,
                "%s: %s".formatted(cause.getClass().getSimpleName(), cause.getMessage()),
                "this is a fault of the trainer; its log says more",
                true,
                List.of(),
                null);
    }
}
