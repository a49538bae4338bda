package dev.trainyard.job;

import dev.trainyard.plan.Plan;
import dev.trainyard.plan.Queue;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says how long the queue is, and why somebody waits in it. */
@Component
class QueueOutlook implements Queue {

    private static final String LIVE_WORKERS = """
            select labels, slots, gpus, (
                select count(*) from job where job.worker = worker.id) as busy,
                (select count(*) from job where job.worker = worker.id and job.device = 'gpu') as busy_gpus
            from worker where heartbeat_at > clock_timestamp() - interval '10 seconds'
            """;

    private final JdbcClient jdbc;

    QueueOutlook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Plan.QueueOutlook outlook(int priority) {
        int ahead = jdbc.sql("select count(*) from job where state = 'queued' and priority >= ?")
                .param(priority)
                .query(Integer.class)
                .single();
        return new Plan.QueueOutlook(ahead + 1, reason("auto", List.of(), liveWorkers()));
    }

    List<LiveWorker> liveWorkers() {
        return jdbc.sql(LIVE_WORKERS)
                .query((row, n) -> new LiveWorker(
                        new HashSet<>(
                                Arrays.asList((String[]) row.getArray("labels").getArray())),
                        row.getInt("slots"),
                        row.getInt("gpus"),
                        row.getInt("busy"),
                        row.getInt("busy_gpus")))
                .list();
    }

    /** Why a job with these wishes is not running yet; null when it is only a matter of milliseconds. */
    static @Nullable String reason(String device, List<String> labels, List<LiveWorker> workers) {
        if (workers.isEmpty()) {
            return "waiting for a worker; none is running";
        }
        List<LiveWorker> fitting = workers.stream()
                .filter(worker -> worker.labels().containsAll(labels))
                .toList();
        if (fitting.isEmpty()) {
            return "waiting for a worker labelled %s; none of %d is"
                    .formatted(String.join(", ", labels), workers.size());
        }
        if (device.equals("gpu")) {
            int gpus = fitting.stream().mapToInt(LiveWorker::gpus).sum();
            int busy = fitting.stream().mapToInt(LiveWorker::busyGpus).sum();
            if (busy >= gpus) {
                return "waiting for 1 gpu; %d of %d free".formatted(Math.max(gpus - busy, 0), gpus);
            }
        }
        int slots = fitting.stream().mapToInt(LiveWorker::slots).sum();
        int busy = fitting.stream().mapToInt(LiveWorker::busy).sum();
        return busy >= slots ? "waiting for a slot; 0 of %d free".formatted(slots) : null;
    }

    record LiveWorker(Set<String> labels, int slots, int gpus, int busy, int busyGpus) {}
}
