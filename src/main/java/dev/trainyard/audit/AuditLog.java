package dev.trainyard.audit;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.tenant.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All entries; there is nothing here that changes one. */
@Component
public class AuditLog {

    private static final String AFTER_ALL = "aud_~";

    private static final String ADD = """
            insert into audit_entry (id, caller, method, path, made, status, address, request_id)
            values (:id, :caller, :method, :path, :made, :status, :address, :requestId)
            """;

    private static final String MATCHING = """
            select id, at, caller, method, path, made, status, address, request_id from audit_entry
            where %s and id < :before
                and (cast(:caller as text) is null or caller = :caller)
                and (cast(:path as text) is null or starts_with(path, :path))
                and (cast(:from as timestamptz) is null or at >= :from)
                and (cast(:to as timestamptz) is null or at < :to)
            order by id desc limit :most
            """.formatted(Tenant.OWN_ROWS);

    private final JdbcClient jdbc;

    AuditLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an entry; its id and time are made here. */
    public void add(
            String caller,
            String method,
            String path,
            @Nullable String made,
            int status,
            String address,
            String requestId) {
        jdbc.sql(ADD)
                .param("id", "aud_" + UlidCreator.getMonotonicUlid())
                .param("caller", caller)
                .param("method", method)
                .param("path", path)
                .param("made", made)
                .param("status", status)
                .param("address", address)
                .param("requestId", requestId)
                .update();
    }

    @Transactional(readOnly = true)
    public Page<AuditEntry> list(AuditQuery query, PageRequest page) {
        List<AuditEntry> found =
                matching(query, page.after(), page.limitAndOne()).list();
        return Page.of(found, page, AuditEntry::id);
    }

    /** Hands over every entry that matches, the newest first, one at a time. */
    @Transactional(readOnly = true)
    public void each(AuditQuery query, Consumer<AuditEntry> reader) {
        try (Stream<AuditEntry> entries = matching(query, null, null).stream()) {
            entries.forEach(reader);
        }
    }

    private JdbcClient.MappedQuerySpec<AuditEntry> matching(
            AuditQuery query, @Nullable String before, @Nullable Integer most) {
        return jdbc.sql(MATCHING)
                .withFetchSize(500)
                .param("before", before == null ? AFTER_ALL : before)
                .param("caller", query.caller())
                .param("path", query.path())
                .param("from", utc(query.from()))
                .param("to", utc(query.to()))
                .param("most", most)
                .query(AuditLog::read);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static AuditEntry read(ResultSet row, int n) throws SQLException {
        return new AuditEntry(
                row.getString("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("caller"),
                row.getString("method"),
                row.getString("path"),
                row.getString("made"),
                row.getInt("status"),
                row.getString("address"),
                row.getString("request_id"));
    }
}
