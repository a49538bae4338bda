package dev.trainyard.worker;

import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.process.LaunchProfile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts processes that follow scripts. */
final class ScriptedLaunches implements Launches {
    @Override
    public LaunchProfile of(ResolvedJob job, @Nullable String kernels) {
        return usual();
    }

    @Override
    public LaunchProfile usual() {
        return new LaunchProfile(
                ScriptedTrainer.class.getName(),
                512,
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null"),
                Map.of(),
                List.of());
    }
}
