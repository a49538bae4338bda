package dev.trainyard.worker;

import dev.trainyard.home.DataFolder;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.trainer.TrainerLaunch;
import org.springframework.stereotype.Component;

/** Starts the trainer with as many threads as the job was planned with, one when that was left open. */
@Component
@WorkerRole
class TrainerLaunches implements Launches {

    private final WorkerSettings settings;
    private final DataFolder data;

    TrainerLaunches(WorkerSettings settings, DataFolder data) {
        this.settings = settings;
        this.data = data;
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
        return TrainerLaunch.of(threads, settings.heapMegabytes(), data.natives(), true)
                .withFlags(settings.flags());
    }
}
