package dev.trainyard.trainer.loop;

import dev.trainyard.definition.Graph;
import dev.trainyard.definition.Sequential;
import dev.trainyard.plan.Footprint;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.plan.Resources;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.ProductLimit;
import dev.trainyard.trainer.engine.Stopwatch;
import dev.trainyard.trainer.engine.Stopwatch.Part;
import org.jspecify.annotations.Nullable;

/** What a training makes of its time and of the machine. It is told, and nothing follows from it. */
final class Effort {

    private final Stopwatch watch = new Stopwatch(System::nanoTime);
    private final double operationsOfRow;
    private final double limit;

    Effort(ResolvedJob job, Engine engine) {
        this.operationsOfRow = isCounted(job) ? Footprint.of(job.layers()).operationsOfRow() : 0;
        this.limit = operationsOfRow > 0 ? ProductLimit.measured() : 0;
        engine.time(watch);
    }

    /** Each row of a plain network goes once through all of it; other techniques go other ways. */
    private static boolean isCounted(ResolvedJob job) {
        boolean plain = job.definition() instanceof Sequential || job.definition() instanceof Graph;
        return plain && !job.layers().isEmpty() && job.resources().device() != Resources.Device.GPU;
    }

    void lap(Part part) {
        watch.lap(part);
    }

    /** @param samplesPerSecond null before the first epoch */
    TrainerEvent.Effort at(@Nullable Double samplesPerSecond) {
        Double share = samplesPerSecond == null || limit == 0
                ? null
                : Math.round(1e4 * samplesPerSecond * operationsOfRow / limit) / 1e4;
        return new TrainerEvent.Effort(watch.shares(), share);
    }
}
