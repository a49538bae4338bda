package dev.trainyard.job;

import dev.trainyard.plan.Plan;
import dev.trainyard.plan.Queue;
import dev.trainyard.plan.ResolvedJob;
import dev.trainyard.tenant.Tenant;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says how long the queue is, why somebody waits in it, and until when. */
@Component
class QueueOutlook implements Queue {

    private static final String LIVE_WORKERS = """
            select labels, slots, gpus, (
                select count(*) from job where job.worker = worker.id) as busy,
                (select count(*) from job where job.worker = worker.id and job.device = 'gpu') as busy_gpus
            from worker where heartbeat_at > clock_timestamp() - interval '10 seconds'
            """;

    private static final String USUAL_SECONDS = """
            select avg(extract(epoch from finished_at - started_at)) from (
                select started_at, finished_at from job where state = 'succeeded' order by finished_at desc limit 20) last
            """;

    private static final String RUNNING = """
            select cast(progress ->> 'etaSeconds' as double precision) as eta,
                extract(epoch from clock_timestamp() - started_at) as elapsed
            from job where worker is not null
            """;

    private final JdbcClient jdbc;

    QueueOutlook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true)
    public Plan.QueueOutlook outlook(ResolvedJob job) {
        return Tenant.amongAll(() -> outlookOfAll(job));
    }

    private Plan.QueueOutlook outlookOfAll(ResolvedJob job) {
        int ahead = jdbc.sql("select count(*) from job where state = 'queued' and priority >= ?")
                .param(job.priority())
                .query(Integer.class)
                .single();
        return new Plan.QueueOutlook(ahead + 1, reason(Wish.of(job), liveWorkers()));
    }

    /** What there is at this moment. */
    Now now() {
        return Tenant.amongAll(this::nowOfAll);
    }

    private Now nowOfAll() {
        Optional<Double> usual = jdbc.sql(USUAL_SECONDS).query(Double.class).optional();
        List<@Nullable Double> running = new ArrayList<>();
        jdbc.sql(RUNNING).query((ResultSet row) -> {
            running.add(StartEstimate.secondsLeft(
                    row.getObject("eta", Double.class), row.getDouble("elapsed"), usual.orElse(null)));
        });
        OffsetDateTime time =
                jdbc.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
        return new Now(time, liveWorkers(), running, usual.orElse(null));
    }

    private List<LiveWorker> liveWorkers() {
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
    static @Nullable String reason(Wish wish, List<LiveWorker> workers) {
        if (wish.notBefore() != null) {
            return "waiting until %s, for an attempt at it broke down"
                    .formatted(wish.notBefore().toInstant());
        }
        if (workers.isEmpty()) {
            return "waiting for a worker; none is running";
        }
        List<LiveWorker> fitting = workers.stream()
                .filter(worker -> worker.labels().containsAll(wish.labels()))
                .toList();
        if (fitting.isEmpty()) {
            return "waiting for a worker labelled %s; none of %d is"
                    .formatted(String.join(", ", wish.labels()), workers.size());
        }
        if (wish.device().equals("gpu")) {
            int gpus = fitting.stream().mapToInt(LiveWorker::gpus).sum();
            int busy = fitting.stream().mapToInt(LiveWorker::busyGpus).sum();
            if (busy >= gpus) {
                return "waiting for 1 gpu; %d of %d free".formatted(Math.max(gpus - busy, 0), gpus);
            }
        }
        if (wish.ownerLimit() != null) {
            return "waiting for another job of its owner, who may run %d at once".formatted(wish.ownerLimit());
        }
        if (wish.tenantLimit() != null) {
            return "waiting for another job of its tenant, which may run %d at once".formatted(wish.tenantLimit());
        }
        int slots = fitting.stream().mapToInt(LiveWorker::slots).sum();
        int busy = fitting.stream().mapToInt(LiveWorker::busy).sum();
        return busy >= slots ? "waiting for a slot; 0 of %d free".formatted(slots) : null;
    }

    /**
     * What decides whether a job may begin, besides its place.
     *
     * @param ownerLimit how many jobs its owner may run at once, when so many are running
     * @param tenantLimit how many jobs its tenant may run at once, when so many are running
     * @param notBefore when it is tried again, if that is still to come
     */
    record Wish(
            String device,
            List<String> labels,
            @Nullable Integer ownerLimit,
            @Nullable Integer tenantLimit,
            @Nullable OffsetDateTime notBefore) {

        static Wish of(ResolvedJob job) {
            String device = job.resources().device().name().toLowerCase(Locale.ROOT);
            return new Wish(device, job.resources().labels(), null, null, null);
        }

        boolean canBegin(List<LiveWorker> workers) {
            return workers.stream()
                    .anyMatch(worker -> worker.labels().containsAll(labels)
                            && worker.slots() > 0
                            && (worker.gpus() > 0 || !device.equals("gpu")));
        }
    }

    record LiveWorker(Set<String> labels, int slots, int gpus, int busy, int busyGpus) {}

    /**
     * What there was at one moment.
     *
     * @param running how many seconds each running job goes on for
     * @param usual how many seconds jobs took of late
     */
    record Now(
            OffsetDateTime time,
            List<LiveWorker> workers,
            List<@Nullable Double> running,
            @Nullable Double usual) {

        static final Now NOTHING = new Now(OffsetDateTime.MIN, List.of(), List.of(), null);

        TrainingJob.Place place(int position, Wish wish) {
            return new TrainingJob.Place(position, reason(wish, workers), start(position, wish));
        }

        private @Nullable OffsetDateTime start(int position, Wish wish) {
            if (!wish.canBegin(workers) || wish.ownerLimit() != null || wish.tenantLimit() != null) {
                return null;
            }
            int slots = workers.stream().mapToInt(LiveWorker::slots).sum();
            Double seconds = StartEstimate.secondsUntil(position, slots, running, usual);
            OffsetDateTime start = seconds == null ? null : time.plus(Duration.ofMillis((long) (seconds * 1000)));
            OffsetDateTime earliest = wish.notBefore();
            OffsetDateTime later = start == null || earliest == null || start.isAfter(earliest) ? start : earliest;
            return later == null ? null : later.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
