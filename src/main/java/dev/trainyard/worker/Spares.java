package dev.trainyard.worker;

import dev.trainyard.process.ChildProcess;
import dev.trainyard.process.ChildProcesses;
import dev.trainyard.process.LaunchProfile;
import dev.trainyard.role.WorkerRole;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps one trainer process warm, unless it is not to: started, its libraries loaded, waiting for a job folder. */
@Component
@WorkerRole
class Spares implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

    private final ChildProcesses children;
    private final Launches launches;
    private final boolean wanted;
    private @Nullable Spare spare;
    private boolean closed;

    Spares(ChildProcesses children, Launches launches, WorkerSettings settings) {
        this.children = children;
        this.launches = launches;
        this.wanted = settings.warm();
    }

    private record Spare(LaunchProfile profile, ChildProcess child) {}

    /** A process of this profile: the spare when it is one and well, otherwise a new one. */
    ChildProcess take(LaunchProfile profile) throws IOException {
        ChildProcess warm = takeWarm(profile);
        return warm != null ? warm : children.start(profile);
    }

    private synchronized @Nullable ChildProcess takeWarm(LaunchProfile profile) {
        Spare waiting = spare;
        if (waiting == null
                || !waiting.profile().equals(profile)
                || !waiting.child().isAlive()) {
            return null;
        }
        spare = null;
        return waiting.child();
    }

    /** Has the usual spare ready before the first job comes. */
    void warmUp() {
        keep(launches.usual());
    }

    /** Has a spare of this profile ready, in place of one of another. */
    synchronized void keep(LaunchProfile profile) {
        Spare waiting = spare;
        if (!wanted
                || closed
                || (waiting != null
                        && waiting.profile().equals(profile)
                        && waiting.child().isAlive())) {
            return;
        }
        try {
            if (waiting != null) {
                waiting.child().kill();
            }
            spare = new Spare(profile, children.start(profile));
        } catch (IOException e) {
            LOG.warn("No trainer process could be started ahead of time: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (spare != null) {
            spare.child().kill();
            spare = null;
        }
    }
}
