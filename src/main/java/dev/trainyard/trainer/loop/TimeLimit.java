package dev.trainyard.trainer.loop;

import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.List;
import java.util.Map;

/** Says what to do when a limit of time left nothing to publish. */
final class TimeLimit {

    private static final String FIELD = "/training/limits/maxSeconds";
    private static final double ENOUGH_TO_BEGIN = 60;

    private TimeLimit() {}

    /** The network is still what chance made it: publishing that would help nobody. */
    static JobFailed passedBeforeTheFirstUpdate(double seconds) {
        double more = Math.max(ENOUGH_TO_BEGIN, 10 * seconds);
        return new JobFailed(
                "timeout",
                "the %s seconds of training.limits passed before the first update".formatted(seconds),
                "allow more time; the time begins when the data is ready",
                List.of(
                        Remedy.setting("Allow %s seconds".formatted(more), FIELD, more),
                        Remedy.removing("Set no limit of time", FIELD)),
                Map.of("maxSeconds", seconds));
    }
}
