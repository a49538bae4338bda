package dev.trainyard.trainer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells that a disk had no room left, which is no fault of the job's: elsewhere, or later, there may be some. */
public final class FullDisk {

    private static final List<String> WORDS = List.of("No space left on device", "quota exceeded", "not enough space");

    private FullDisk() {}

    /** Whether that is what went wrong, here or further down. */
    public static boolean isOne(@Nullable Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    /** Whether that is what a trainer said. */
    public static boolean isOne(TrainerEvent.Failed failed) {
        return failed.details() != null && "full".equals(failed.details().get("disk"));
    }

    static TrainerEvent.Failed failure(Throwable cause, String phase) {
        return new TrainerEvent.Failed(
                "internal",
                phase,
                "The worker's disk is full: " + cause.getMessage(),
                "This is not the job's fault. Give the worker's data folder a larger disk, or free some of it, then retry.",
                true,
                List.of(),
                Map.of("disk", "full"));
    }
}
