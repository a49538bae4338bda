package dev.trainyard.worker;

import dev.trainyard.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The workers that have entered themselves. */
@Component
@Transactional
public class Workers {

    private static final String LIVE_FIRST = """
            select id, host, version, slots, labels, device, free_memory, started_at, heartbeat_at,
                heartbeat_at > clock_timestamp() - interval '5 seconds' as alive,
                array(select job.id from job where job.worker = worker.id order by id) as jobs
            from worker
            """;

    private final JdbcClient jdbc;

    Workers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void enter(String id, long lockKey, String host, String version, int slots, Set<String> labels, Device device) {
        jdbc.sql("""
                        insert into worker (id, host, version, slots, labels, device, gpus, free_memory, lock_key)
                        values (:id, :host, :version, :slots, :labels, cast(:device as json), :gpus, :free, :lock)
                        """)
                .param("id", id)
                .param("host", host)
                .param("version", version)
                .param("slots", slots)
                .param("labels", labels.toArray(String[]::new))
                .param("device", Json.mapper().writeValueAsString(device))
                .param("gpus", device.gpus())
                .param("free", Device.freeMemory())
                .param("lock", lockKey)
                .update();
    }

    /** Says that a worker lives; false when its row is gone. */
    boolean heartbeat(String id) {
        return jdbc.sql("update worker set heartbeat_at = clock_timestamp(), free_memory = ? where id = ?")
                        .param(Device.freeMemory())
                        .param(id)
                        .update()
                == 1;
    }

    void leave(String id) {
        jdbc.sql("delete from worker where id = ? and not exists (select from job where job.worker = worker.id)")
                .param(id)
                .update();
    }

    /** Those that have been heard of within the last hour, the newest first. */
    @Transactional(readOnly = true)
    public List<EnteredWorker> list() {
        return jdbc.sql(LIVE_FIRST + "order by id desc").query(Workers::read).list();
    }

    @Transactional(readOnly = true)
    public Optional<EnteredWorker> find(String id) {
        return jdbc.sql(LIVE_FIRST + "where id = ?")
                .param(id)
                .query(Workers::read)
                .optional();
    }

    private static EnteredWorker read(ResultSet row, int n) throws SQLException {
        return new EnteredWorker(
                row.getString("id"),
                row.getBoolean("alive") ? "alive" : "lost",
                row.getString("host"),
                row.getString("version"),
                row.getInt("slots"),
                strings(row, "labels"),
                strings(row, "jobs"),
                Json.mapper().readValue(row.getString("device"), Device.class),
                row.getLong("free_memory"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("heartbeat_at", OffsetDateTime.class));
    }

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
