package dev.trainyard.security;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.tenant.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All keys, by the hashes of their secrets. */
@Component
@Transactional
class ApiKeyRows {

    private static final String AFTER_ALL = "key_~";

    private static final String ADD = """
            insert into api_key (id, tenant, name, role, secret_sha256, prefix, expires_at)
            values (:id, :tenant, :name, :role, :hash, :prefix, :expires)
            """;

    private static final String USE = """
            update api_key set last_used_at = now()
            where id = ? and (last_used_at is null or last_used_at < now() - interval '1 minute')
            """;

    private static final String SHORTEN = """
            update api_key set expires_at = least(expires_at, now() + cast(? as double precision) * interval '1 second') where id = ?
            """;

    private static final String SELECT = """
            select id, name, role, tenant, prefix, created_at, expires_at, last_used_at from api_key where
            """;

    private final JdbcClient jdbc;

    ApiKeyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a caller and its secret, which only the caller will know. */
    ApiKey add(String tenant, String name, Role role, @Nullable Instant expiresAt, SecretKey secret) {
        String id = "key_" + UlidCreator.getMonotonicUlid();
        jdbc.sql(ADD)
                .param("id", id)
                .param("tenant", tenant)
                .param("name", name)
                .param("role", role.word())
                .param("hash", secret.hash())
                .param("prefix", secret.prefix())
                .param("expires", expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                .update();
        return find(id);
    }

    /** Makes this secret the only one of a caller with this name. */
    void give(String name, Role role, SecretKey secret) {
        jdbc.sql("delete from api_key where name = ? and secret_sha256 <> ?")
                .param(name)
                .param(secret.hash())
                .update();
        if (use(secret).isEmpty()) {
            add(Tenant.current(), name, role, null, secret);
        }
    }

    /** @throws Problem {@code not_found} */
    @Transactional(readOnly = true)
    ApiKey find(String id) {
        return jdbc.sql(SELECT + "id = ?")
                .param(id)
                .query(ApiKeyRows::read)
                .optional()
                .orElseThrow(() -> Problem.notFound("there is no key '%s'".formatted(id)));
    }

    /** Whose secret it is, also when its time is over; notes that it is used. */
    Optional<ApiKey> use(SecretKey secret) {
        Optional<ApiKey> key = jdbc.sql(SELECT + "secret_sha256 = ?")
                .param(secret.hash())
                .query(ApiKeyRows::read)
                .optional();
        key.ifPresent(used -> jdbc.sql(USE).param(used.id()).update());
        return key;
    }

    @Transactional(readOnly = true)
    Page<ApiKey> list(PageRequest page) {
        List<ApiKey> found = jdbc.sql(SELECT + Tenant.OWN_ROWS + " and id < ? order by id desc limit ?")
                .param(page.after() == null ? AFTER_ALL : page.after())
                .param(page.limitAndOne())
                .query(ApiKeyRows::read)
                .list();
        return Page.of(found, page, ApiKey::id);
    }

    void delete(String id) {
        jdbc.sql("delete from api_key where id = ?").param(id).update();
    }

    /** Lets a key be taken for so much longer, and no longer than it was to be. */
    void shorten(String id, Duration more) {
        jdbc.sql(SHORTEN).param(more.toSeconds()).param(id).update();
    }

    /** Whether somebody can make keys. Two processes that start together ask one after the other. */
    boolean hasAdmin() {
        jdbc.sql("lock table api_key in share row exclusive mode").update();
        return jdbc.sql(
                        "select exists (select from api_key where role in ('admin', 'operator') and (expires_at is null or expires_at > now()))")
                .query(Boolean.class)
                .single();
    }

    private static ApiKey read(ResultSet row, int n) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getString("tenant"),
                row.getString("prefix"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("expires_at", OffsetDateTime.class)),
                instant(row.getObject("last_used_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
