package dev.trainyard.job;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.security.CurrentCaller;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.testing.TrainyardTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Runs against the service without a worker and without its reaper, so that the test is both. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@TrainyardTest
@TestPropertySource(properties = "trainyard.roles=api")
@Import(QueueTest.Parts.class)
public @interface QueueTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Parts {
        @Bean
        @Primary
        SampleJobs sampleJobs() {
            return new SampleJobs();
        }

        @Bean
        ApplicationListener<ApplicationReadyEvent> stillReaper(Reaper reaper) {
            return ready -> reaper.stop();
        }

        @Bean
        Bench bench(JobQueue queue, RunningJobs running, JdbcClient jdbc) {
            return new Bench(queue, running, jdbc);
        }
    }

    /** Jobs that only a worker with their label can claim, so that tests do not take each other's. */
    record Bench(JobQueue queue, RunningJobs running, JdbcClient jdbc) {

        static String newLabel() {
            return UlidCreator.getMonotonicUlid().toLowerCase();
        }

        String submit(String label, String more) {
            return submitFor(CurrentCaller.ANYBODY, label, more);
        }

        String submitFor(String owner, String label, String more) {
            String json = "\"resources\":{\"labels\":[\"%s\"]}%s".formatted(label, more.isEmpty() ? "" : "," + more);
            JobSpec spec = SampleJobs.spec(json);
            try (Tenant.Scope ignored = Tenant.of(Tenant.DEFAULT)) {
                return queue.enqueue(NewJob.of(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null), owner);
            }
        }

        /** Gives an owner another share of the queue than the usual one. */
        void share(String owner, double weight, @Nullable Integer maxRunning) {
            jdbc.sql("insert into queue_share (owner, weight, max_running) values (?, ?, ?)")
                    .param(owner)
                    .param(weight)
                    .param(maxRunning)
                    .update();
        }

        /** Enters a checkpoint whose object nobody has. */
        void checkpoint(Running claim, double loss) {
            running.checkpoint(claim, 1, 10, new StoredObject(SampleJobs.NOWHERE, 5), Map.of("train/loss", loss));
        }

        /** A claim that no reaper takes for lost, however long the test takes. */
        Running claim(String label, String worker) {
            Running claim = queue.claim(worker, Set.of(label), 0).orElseThrow().running();
            jdbc.sql("""
                    update job set heartbeat_at = clock_timestamp() + interval '1 hour',
                        lease_until = clock_timestamp() + interval '1 hour'
                    where id = ?
                    """).param(claim.jobId()).update();
            return claim;
        }
    }
}
