package dev.trainyard.job;

import dev.trainyard.database.Rounds;
import dev.trainyard.role.ApiRole;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Measures the queue: how much waits and runs, how long the oldest has waited, how many slots there are. It looks every few
 * seconds, so that whoever asks for the measures never waits for the database; measures that are too old are not a number.
 */
@Component
@ApiRole
class QueueMetrics implements MeterBinder, SmartLifecycle {

    static final Duration VALID = Duration.ofSeconds(30);

    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final String DEPTH = """
            select kind, state, count(*) as depth, extract(epoch from clock_timestamp() - min(since)) as oldest
            from queue_depth group by kind, state
            """;

    private static final String SLOTS = """
            select coalesce(sum(slots), 0) from worker where heartbeat_at > clock_timestamp() - interval '10 seconds'
            """;

    private final JdbcClient jdbc;
    private final Rounds rounds = new Rounds("queue-metrics", "Measuring the queue", this::look);
    private volatile Seen seen = new Seen(Map.of(), 0, System.nanoTime() - VALID.toNanos());

    QueueMetrics(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String kind : List.of("job", "reading")) {
            for (String state : List.of("queued", "running")) {
                Gauge.builder(
                                "trainyard.queue.depth",
                                () -> at(System.nanoTime()).depth(kind, state))
                        .description("Jobs, and data sets to be read, that wait for a worker or are at one")
                        .tags("kind", kind, "state", state)
                        .register(registry);
            }
            Gauge.builder("trainyard.queue.oldest", () -> at(System.nanoTime()).oldest(kind))
                    .description("How long the oldest of those that wait has waited")
                    .baseUnit("seconds")
                    .tag("kind", kind)
                    .register(registry);
        }
        Gauge.builder("trainyard.workers.slots", () -> at(System.nanoTime()).slots())
                .description("How many jobs all workers together run at once")
                .register(registry);
    }

    /** What was seen last, unless that is too long ago. */
    Seen at(long nanoTime) {
        Seen last = seen;
        return nanoTime - last.nanoTime() < VALID.toNanos() ? last : Seen.NOTHING;
    }

    void look() {
        Map<String, Share> shares = new HashMap<>();
        jdbc.sql(DEPTH)
                .query((row, n) -> shares.put(
                        row.getString("kind") + " " + row.getString("state"),
                        new Share(row.getLong("depth"), row.getDouble("oldest"))))
                .list();
        seen = new Seen(shares, jdbc.sql(SLOTS).query(Double.class).single(), System.nanoTime());
    }

    @Override
    public void start() {
        rounds.start(Duration.ZERO, EVERY);
    }

    @Override
    public void stop() {
        rounds.close();
    }

    @Override
    public boolean isRunning() {
        return rounds.isRunning();
    }

    private record Share(double depth, double oldest) {

        static final Share NONE = new Share(0, 0);
        static final Share UNKNOWN = new Share(Double.NaN, Double.NaN);
    }

    /** What a look at the queue showed. */
    record Seen(Map<String, Share> shares, double slots, long nanoTime) {

        static final Seen NOTHING = new Seen(
                Map.of(
                        "job queued", Share.UNKNOWN,
                        "job running", Share.UNKNOWN,
                        "reading queued", Share.UNKNOWN,
                        "reading running", Share.UNKNOWN),
                Double.NaN,
                0);

        double depth(String kind, String state) {
            return shares.getOrDefault(kind + " " + state, Share.NONE).depth();
        }

        double oldest(String kind) {
            return shares.getOrDefault(kind + " queued", Share.NONE).oldest();
        }
    }
}
