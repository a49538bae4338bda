package dev.trainyard.trainer;

import dev.trainyard.process.LaunchProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a trainer process is to be started: flags and environment that DL4J and its native libraries need. */
public final class TrainerLaunch {

    private static final int NATIVE_ACCESS_IS_RESTRICTED = 24;

    private TrainerLaunch() {}

    /** What a trainer does first. */
    public enum Start {
        /** Warms up, and waits for its job folder on standard input. */
        WARM(TrainerMain.SPARE),
        /** Waits for its job folder at once. */
        COLD(TrainerMain.WAITING),
        /** Takes its job folder as a further argument. */
        BY_HAND();

        private final List<String> arguments;

        Start(String... arguments) {
            this.arguments = List.of(arguments);
        }
    }

    /**
     * The profile of a trainer.
     *
     * @param threads of the arithmetic kernels
     * @param heapMegabytes the largest heap; arrays of the network live outside it
     * @param nativesCache where native libraries are unpacked once, some 450 MB
     */
    public static LaunchProfile of(int threads, int heapMegabytes, Path nativesCache, Start start) {
        return of(threads, CoreType.here(), heapMegabytes, nativesCache, start);
    }

    /** The same with certain kernels. */
    public static LaunchProfile of(int threads, CoreType kernels, int heapMegabytes, Path nativesCache, Start start) {
        return new LaunchProfile(
                TrainerMain.class.getName(),
                heapMegabytes,
                flags(nativesCache),
                environment(threads, kernels),
                start.arguments);
    }

    private static List<String> flags(Path nativesCache) {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                // Standard output belongs to the events.
                "-XX:+DisplayVMOutputToStderr",
                // When native code fails, what Java says of it on standard error is enough; files would be left behind.
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-Djava.awt.headless=true",
                // Nothing is ever deserialised: DL4J's loaders would do so with files.
                "-Djdk.serialFilter=!*",
                // The process is capped from outside; asking for its memory at each allocation costs up to 70 %.
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.cachedir=" + nativesCache.toAbsolutePath()));
        if (Runtime.version().feature() >= NATIVE_ACCESS_IS_RESTRICTED) {
            flags.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        return flags;
    }

    private static Map<String, String> environment(int threads, CoreType kernels) {
        Map<String, String> environment = new HashMap<>();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        environment.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
        // Threads that wait do not spin: on a busy machine spinning costs five times the work.
        environment.put("OMP_WAIT_POLICY", "passive");
        environment.putAll(kernels.environment());
        return environment;
    }
}
