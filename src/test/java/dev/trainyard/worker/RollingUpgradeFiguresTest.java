package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.trainyard.testing.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The version before and this one work side by side on one database, while callers go on. The version before is a file with
 * the class path of its compiled tests, {@code -Dtrainyard.before=…}, which {@code src/upgrade/compile.sh} makes.
 */
@Tag("figures")
class RollingUpgradeFiguresTest {

    private static final String BEFORE = System.getProperty("trainyard.before", "");
    private static final String NOW = System.getProperty("java.class.path");

    private final List<String> apis = new CopyOnWriteArrayList<>(List.of("api"));

    @Test
    void losesNothingWhileOldProcessesAndNewOnesWorkSideBySide(@TempDir Path folder) throws Exception {
        assumeThat(BEFORE)
                .as("-Dtrainyard.before: where the class path of the version before is written")
                .isNotEmpty();
        String before = Files.readString(Path.of(BEFORE)).strip();
        try (Fleet fleet = new Fleet(folder, before)) {
            fleet.startWorker("ann");
            fleet.startWorker("ben");
            int schema = schema(fleet);
            String held = fleet.submit("epochs:1 checkpoint await", "fleet");
            fleet.awaitWorker(held, 1);

            AcceptedJobs jobs = new AcceptedJobs(() -> anyApi(fleet), 100);
            AtomicBoolean upgraded = new AtomicBoolean();
            Thread callers = new Thread(() -> jobs.submitUntil(upgraded::get), "callers");
            callers.start();
            awaitMore(jobs);

            fleet.install(NOW);
            fleet.startWorker("cat");
            assertThat(schema(fleet)).as("the schema of this version").isGreaterThan(schema);
            String migrated = fleet.now();
            awaitMore(jobs);
            for (String worker : List.of("ann", "ben", "cat")) {
                Fleet.await().until(() -> attempts(fleet, worker, migrated) > 0);
            }
            fleet.startApi("next");
            apis.add("next");
            awaitMore(jobs);

            fleet.end("ann");
            fleet.install(before);
            fleet.startWorker("ann"); // as who takes a step back does: the version before starts on the new schema
            String back = fleet.now();
            Fleet.await().until(() -> attempts(fleet, "ann", back) > 0);

            fleet.install(NOW);
            for (String worker : List.of("ann", "ben")) {
                fleet.end(worker);
                fleet.startWorker(worker);
            }
            apis.remove("api");
            fleet.end("api");
            awaitMore(jobs);
            upgraded.set(true);
            callers.join();
            jobs.check();

            Http next = fleet.process("next").http();
            String atNew = "select 1 from job where id = ? and phase = 'training' and attempt > 1";
            Fleet.await()
                    .until(() -> fleet.jdbc()
                            .sql(atNew)
                            .param(held)
                            .query(Integer.class)
                            .optional()
                            .isPresent());
            assertThat(next.post("/api/v1/jobs/" + held + "/finish", "").status())
                    .isEqualTo(202);
            fleet.awaitState(held, "succeeded");
            assertThat(fleet.jdbc()
                            .sql("select max(lost_attempts) from job")
                            .query(Integer.class)
                            .single())
                    .as("attempts that were lost")
                    .isZero();
            System.out.printf(
                    "schema %d -> %d under way: %d jobs accepted in %d tries by both versions' APIs, all done once; a job"
                            + " begun by the version before went on in this one from its checkpoint%n",
                    schema, schema(fleet), jobs.accepted(), jobs.tries());
        }
    }

    private Http anyApi(Fleet fleet) {
        return fleet.process(apis.get(ThreadLocalRandom.current().nextInt(apis.size())))
                .http();
    }

    private static void awaitMore(AcceptedJobs jobs) {
        int enough = jobs.accepted() + 40;
        Fleet.await().until(() -> jobs.accepted() >= enough);
    }

    /** Number of the last migration. */
    private static int schema(Fleet fleet) {
        return fleet.jdbc()
                .sql("select max(cast(version as integer)) from flyway_schema_history where success")
                .query(Integer.class)
                .single();
    }

    /** How many the worker of that name has begun since. */
    private static int attempts(Fleet fleet, String worker, String since) {
        return fleet.jdbc()
                .sql("""
                        select count(*) from job_transition begun join worker w on w.id = begun.worker
                        where begun.state = 'running' and begun.at > cast(? as timestamptz) and ? = any (w.labels)
                        """)
                .param(since)
                .param(worker)
                .query(Integer.class)
                .single();
    }
}
