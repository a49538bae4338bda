package dev.trainyard.security;

import dev.trainyard.tenant.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets browsers look for a quarter of an hour, by a cookie: an {@code EventSource} can send no header. Kept in the
 * database, so that each process knows them and they end with the key that opened them.
 */
@Component
@Transactional
public class BrowserSessions {

    /** How long one holds. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String OPEN = """
            insert into browser_session (secret_sha256, key_id, caller, role, tenant, expires_at)
            values (:hash, (select id from api_key where id = :key), :caller, :role, :tenant,
                least(now() + make_interval(secs => :seconds), cast(:end as timestamptz)))
            """;

    private static final String FIND = """
            select coalesce(key_id, 'session') as id, caller, session.role, session.tenant, session.expires_at
            from browser_session session where secret_sha256 = ? and session.expires_at > now()
            """;

    private final JdbcClient jdbc;

    BrowserSessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Opens one for whoever makes the request at hand, and gives its secret; empty where nobody is asked who they are. */
    public Optional<String> open() {
        return CurrentCaller.key().map(this::open);
    }

    private String open(ApiKey caller) {
        SecretKey secret = SecretKey.random();
        jdbc.sql("delete from browser_session where expires_at < now()").update();
        jdbc.sql(OPEN)
                .param("hash", secret.hash())
                .param("key", caller.id())
                .param("caller", caller.name())
                .param("role", caller.role().word())
                .param("tenant", CurrentCaller.tenant())
                .param("seconds", LIFETIME.toSeconds())
                .param("end", utc(caller.expiresAt()))
                .update();
        return secret.secret();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** Who opened it; empty when it is over, or never was. */
    @Transactional(readOnly = true)
    Optional<ApiKey> of(SecretKey secret) {
        return jdbc.sql(FIND).param(secret.hash()).query(BrowserSessions::read).optional();
    }

    /** Ends one, if there is one. */
    public void close(String secret) {
        SecretKey.of(secret)
                .ifPresent(
                        known -> Tenant.amongAll(() -> jdbc.sql("delete from browser_session where secret_sha256 = ?")
                                .param(known.hash())
                                .update()));
    }

    private static ApiKey read(ResultSet row, int n) throws SQLException {
        Instant end = row.getObject("expires_at", OffsetDateTime.class).toInstant();
        return new ApiKey(
                row.getString("id"),
                row.getString("caller"),
                Role.of(row.getString("role")),
                row.getString("tenant"),
                "",
                Instant.EPOCH,
                end,
                null);
    }
}
