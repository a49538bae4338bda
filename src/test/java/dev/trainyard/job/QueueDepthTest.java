package dev.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What KEDA asks the database, as the role that the chart's file makes for it. */
@QueueTest
class QueueDepthTest {

    private static final String ROLE = "trainyard_queue_reader";

    @Autowired
    private QueueTest.Bench bench;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcConnectionDetails database;

    @BeforeEach
    void makeRole() throws IOException {
        owner().execute(Files.readString(Path.of("helm/trainyard/queue-reader.sql")));
        owner().execute("alter role %s password 'secret'".formatted(ROLE));
    }

    @AfterEach
    void dropRole() {
        owner().execute("drop owned by %s; drop role %s".formatted(ROLE, ROLE));
    }

    @Test
    void countsWhatAPoolCanDoWhetherItWaitsOrRuns() {
        String label = QueueTest.Bench.newLabel();
        try (SingleConnectionDataSource reader = reader()) {
            JdbcClient keda = JdbcClient.create(reader);
            bench.submit(label, "");
            bench.submit(label, "");
            assertThat(depth(keda, label)).isEqualTo(2);

            Running running = bench.claim(label, "wrk_depth");
            assertThat(depth(keda, label)).isEqualTo(2);
            assertThat(depth(keda, QueueTest.Bench.newLabel())).isZero();

            end(running);
            assertThat(depth(keda, label)).isEqualTo(1);
        }
    }

    @Test
    void leavesJobsForAGpuToPoolsThatHaveSome() {
        String label = QueueTest.Bench.newLabel();
        try (SingleConnectionDataSource reader = reader()) {
            JdbcClient keda = JdbcClient.create(reader);
            String id = bench.submit(label, "");
            jdbc.sql("update job set device = 'gpu' where id = ?").param(id).update();
            assertThat(depth(keda, label)).isZero();
            assertThat(count(keda, "select count(*) from queue_depth where labels <@ '{\"%s\"}'".formatted(label)))
                    .isEqualTo(1);
        }
    }

    @Test
    void showsTheRoleNothingElse() {
        try (SingleConnectionDataSource reader = reader()) {
            JdbcClient keda = JdbcClient.create(reader);
            assertThatThrownBy(() -> count(keda, "select count(*) from job"))
                    .rootCause()
                    .hasMessageContaining("permission denied for table job");
            assertThatThrownBy(() -> keda.sql("create table mine (n int)").update())
                    .rootCause()
                    .hasMessageContaining("read-only transaction");
        }
    }

    /** As the chart writes it, see HelmChartTest. */
    private static int depth(JdbcClient keda, String label) {
        return count(
                keda,
                "select count(*) from queue_depth where labels <@ '{\"%s\"}' and device <> 'gpu'".formatted(label));
    }

    private static int count(JdbcClient keda, String sql) {
        return keda.sql(sql).query(Integer.class).single();
    }

    private void end(Running running) {
        jdbc.sql("""
                update job set state = 'succeeded', phase = null, worker = null, lease_until = null, heartbeat_at = null
                where id = ?""").param(running.jobId()).update();
    }

    /** Who owns the tables and may make roles. */
    private JdbcTemplate owner() {
        return new JdbcTemplate(new DriverManagerDataSource(
                String.valueOf(database.getJdbcUrl()), database.getUsername(), database.getPassword()));
    }

    private SingleConnectionDataSource reader() {
        return new SingleConnectionDataSource(database.getJdbcUrl(), ROLE, "secret", true);
    }
}
