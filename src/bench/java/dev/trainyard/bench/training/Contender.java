package dev.trainyard.bench.training;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Somebody who can train a workload in a process of its own. */
public interface Contender {

    /** Trains, and tells how fast. */
    Measured run() throws IOException;

    /** Starts a process on this class path, whose standard output is read line by line. */
    static Process start(ProcessBuilder builder, Path log) throws IOException {
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.redirectError(new File(log.toString())).start();
    }

    /** Waits for a good end. */
    static void end(Process process, Path log) throws IOException {
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IllegalStateException("exit status %d%n%s".formatted(status, Files.readString(log)));
        }
    }

    static BufferedReader lines(Process process) {
        return process.inputReader();
    }
}
