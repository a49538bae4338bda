package dev.trainyard.worker;

import dev.trainyard.home.DataFolder;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.trainer.TrainerLaunch;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Starts the trainer with as many threads as the job was planned with, one when that was left open. */
@Component
@WorkerRole
class TrainerLaunches implements Launches {

    private final WorkerSettings settings;
    private final DataFolder data;
    private final @Nullable Path natives;

    /** @param natives where native libraries lie unpacked, as in the container image; null for the data folder */
    TrainerLaunches(
            WorkerSettings settings, DataFolder data, @Value("${trainyard.natives:#{null}}") @Nullable Path natives) {
        this.settings = settings;
        this.data = data;
        this.natives = natives;
    }

    @Override
    public LaunchProfile of(ResolvedJob job) {
        return withThreads(Math.max(job.resources().threads().count(), 1));
    }

    @Override
    public LaunchProfile usual() {
        return withThreads(1);
    }

    private LaunchProfile withThreads(int threads) {
        Path unpacked = natives == null ? data.natives() : natives;
        return TrainerLaunch.of(threads, settings.heapMegabytes(), unpacked, true)
                .withFlags(settings.flags());
    }
}
