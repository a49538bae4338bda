package dev.trainyard.process;

import java.io.IOException;

/** Starts child JVMs. */
public interface ChildProcesses {

    ChildProcess start(LaunchProfile profile) throws IOException;
}
