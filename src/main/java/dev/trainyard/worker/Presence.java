package dev.trainyard.worker;

import dev.trainyard.database.Outage;
import dev.trainyard.job.JobQueue;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.job.StopRequest;
import dev.trainyard.role.WorkerRole;
import dev.trainyard.tenant.Tenant;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Shows others that this worker lives, and holds its claims for as long as it does. */
@Component
@WorkerRole
class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

    private final Workers workers;
    private final RunningJobs jobs;
    private final WorkerSettings settings;
    private final SessionLock lock;
    private final String version;
    private final Device device = Device.here();
    private volatile String id = "";
    private volatile long lastBeat = System.nanoTime();

    Presence(
            Workers workers,
            RunningJobs jobs,
            WorkerSettings settings,
            JdbcConnectionDetails database,
            ObjectProvider<BuildProperties> build) {
        this.workers = workers;
        this.jobs = jobs;
        this.settings = settings;
        this.lock = new SessionLock(database);
        this.version = Optional.ofNullable(build.getIfAvailable())
                .map(BuildProperties::getVersion)
                .orElse("development");
    }

    int gpus() {
        return device.gpus();
    }

    boolean trains() {
        return device.trains();
    }

    void enter(String worker) throws SQLException {
        id = worker;
        lock.hold();
        enter();
        LOG.info("Worker {} has {} slots on {} cores; {}", id, slots(), device.cores(), device.diagnosis());
    }

    private void enter() {
        workers.enter(id, lock.key(), hostName(), version, slots(), Set.copyOf(settings.labels()), device);
    }

    private int slots() {
        return device.trains() ? settings.slots() : 0;
    }

    /** Holds the lock and every claim; attempts learn here that their claim is lost or that they are to stop. */
    void beat(Collection<Attempt> attempts) {
        List<Attempt> current = List.copyOf(attempts);
        try {
            if (!workers.heartbeat(id)) {
                enter();
            }
            List<Running> claims = current.stream().map(Attempt::claim).toList();
            Map<Running, Optional<StopRequest>> held = claims.isEmpty() ? Map.of() : jobs.heartbeat(id, claims);
            lastBeat = System.nanoTime();
            current.forEach(attempt -> tell(attempt, held));
        } catch (RuntimeException e) {
            Outage.tell(LOG, "The worker's heartbeat", e);
        }
        holdLock();
    }

    /** Without it the worker lives by its heartbeats alone. */
    private void holdLock() {
        try {
            lock.hold();
        } catch (SQLException e) {
            LOG.warn("The lock that shows that this worker lives cannot be held at the moment: {}", e.getMessage());
        }
    }

    private static void tell(Attempt attempt, Map<Running, Optional<StopRequest>> held) {
        if (held.containsKey(attempt.claim())) {
            held.getOrDefault(attempt.claim(), Optional.empty()).ifPresent(attempt.leash()::ask);
        } else {
            attempt.leash().lose();
        }
    }

    /** Gives up all claims when no heartbeat came through for a whole lease: others may have them by now. */
    void fence(Collection<Attempt> attempts) {
        if (System.nanoTime() - lastBeat > JobQueue.LEASE.toNanos()) {
            attempts.forEach(attempt -> attempt.leash().lose());
        }
    }

    void leave(String worker) {
        try {
            Tenant.forAll(() -> workers.leave(worker)).run();
        } catch (RuntimeException e) {
            LOG.debug("The worker's row stays for the others to sweep", e);
        }
        lock.close();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
