package dev.trainyard.worker;

import dev.trainyard.duckdb.DuckDbDriver;
import dev.trainyard.duckdb.DuckDbLibrary;
import dev.trainyard.home.DataFolder;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.trainer.CoreType;
import dev.trainyard.trainer.TrainerLaunch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Starts the trainer with as many threads as the job was planned with, one when that was left open. */
@Component
@WorkerRole
class TrainerLaunches implements Launches {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerLaunches.class);

    private final WorkerSettings settings;
    private final DataFolder data;
    private final @Nullable Path natives;
    private @Nullable List<String> library;

    /** @param natives where native libraries lie unpacked, as in the container image; null for the data folder */
    TrainerLaunches(
            WorkerSettings settings, DataFolder data, @Value("${trainyard.natives:#{null}}") @Nullable Path natives) {
        this.settings = settings;
        this.data = data;
        this.natives = natives;
    }

    @Override
    public LaunchProfile of(ResolvedJob job, @Nullable String kernels) {
        return with(Math.max(job.resources().threads().count(), 1), CoreType.like(kernels));
    }

    @Override
    public LaunchProfile usual() {
        return with(1, CoreType.here());
    }

    private LaunchProfile with(int threads, CoreType kernels) {
        Path unpacked = natives == null ? data.natives() : natives;
        return TrainerLaunch.of(
                        threads,
                        kernels,
                        settings.heapMegabytes(),
                        unpacked,
                        settings.warm() ? TrainerLaunch.Start.WARM : TrainerLaunch.Start.COLD)
                .withFlags(library())
                .withFlags(settings.flags());
    }

    private synchronized List<String> library() {
        List<String> known = library;
        if (known == null) {
            known = unpackedLibrary();
            library = known;
        }
        return known;
    }

    /** Without one, each trainer unpacks its own. */
    private List<String> unpackedLibrary() {
        try {
            return DuckDbLibrary.in(data.natives())
                    .map(file -> List.of("-D%s=%s".formatted(DuckDbDriver.LIBRARY, file)))
                    .orElse(List.of());
        } catch (IOException e) {
            LOG.warn("DuckDB's library could not be unpacked for trainers: {}", e.getMessage());
            return List.of();
        }
    }
}
