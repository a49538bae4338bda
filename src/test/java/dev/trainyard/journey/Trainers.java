package dev.trainyard.journey;

import dev.trainyard.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trainer processes of a service. */
final class Trainers {

    /** The setting by which they do not compile for long what lives for seconds. */
    static final String SOON = "--trainyard.worker.flags=-XX:TieredStopAtLevel=1";

    private Trainers() {}

    /** Kills the trainer that has the data of a job mapped; false when there is none at the moment. */
    static boolean kill(ServiceProcess service, String jobId) {
        return service.childJvms().stream()
                .filter(child -> works(child, jobId))
                .findFirst()
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }

    private static boolean works(ProcessHandle child, String jobId) {
        try {
            return Files.readString(Path.of("/proc/%d/maps".formatted(child.pid())))
                    .contains(jobId);
        } catch (IOException e) {
            return false; // it has just ended
        }
    }
}
