package dev.trainyard.storage;

import dev.trainyard.tenant.Tenant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes objects that nobody needs any more. Equal bytes are one object with several users, who come and go at any
 * moment: who begins to use an object {@linkplain #hold holds} it in the transaction that says so, who ceases to names it
 * {@linkplain #left here} in the transaction that says so, and an object is deleted under the same lock by which it is held.
 */
@Component
public class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final int LOCKS = 0x0b1ec7;
    private static final int AT_ONCE = 100;

    private static final String LEFT = """
            insert into stored_orphan (digest) values (?)
            on conflict (digest, tenant) do update set look_at = clock_timestamp()
            """;

    private static final String DOUBTED = """
            insert into stored_orphan (digest, look_at)
            select distinct digest, clock_timestamp() + interval '1 hour' from unnest(cast(? as text[])) digest order by digest
            on conflict (digest, tenant) do nothing
            """;

    private static final String DUE = """
            select tenant, digest from stored_orphan where look_at <= clock_timestamp() order by look_at limit ?
            """;

    private static final String LATER = """
            update stored_orphan set look_at = clock_timestamp() + interval '1 minute' where digest = ?
            """;

    private final JdbcClient jdbc;
    private final ObjectStore store;
    private final ObjectProvider<ObjectUser> users;
    private final TransactionTemplate transaction;

    Orphans(JdbcClient jdbc, ObjectStore store, ObjectProvider<ObjectUser> users, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.store = store;
        this.users = users;
        this.transaction = transaction;
    }

    /** Keeps objects from being deleted until the transaction ends; false when one of them has been deleted already. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean hold(Collection<Digest> objects) {
        boolean all = true;
        for (Digest object : objects.stream().distinct().sorted(Digest.ORDER).toList()) {
            lock(object);
            all &= exists(object);
        }
        return all;
    }

    private boolean exists(Digest object) {
        try {
            return store.exists(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names objects that the caller no longer needs. */
    public void left(Collection<Digest> objects) {
        objects.stream()
                .distinct()
                .sorted(Digest.ORDER)
                .forEach(object -> jdbc.sql(LEFT).param(object.hex()).update());
    }

    /**
     * Names objects that have been stored for somebody who may be gone, or may have changed his mind, before he says that he
     * uses them. They are looked at in an hour.
     */
    public void doubt(Collection<Digest> objects) {
        jdbc.sql(DOUBTED)
                .param(objects.stream().map(Digest::hex).toArray(String[]::new))
                .update();
    }

    /** Deletes whatever of it, of every tenant, nobody needs. To be called outside of any transaction. */
    public void sweep() {
        for (Due due : jdbc.sql(DUE).param(AT_ONCE).query(Due.class).list()) {
            try (Tenant.Scope ignored = Tenant.of(due.tenant())) {
                sweep(List.of(new Digest(due.digest())));
            }
        }
    }

    private record Due(String tenant, String digest) {}

    /** The same for some objects that have just been left. */
    public void sweep(Collection<Digest> objects) {
        objects.forEach(object -> transaction.executeWithoutResult(status -> {
            lock(object);
            leftAt(object).ifPresent(since -> judge(object, since));
        }));
    }

    /** Nothing when another process was sooner, and somebody may use it again. */
    private Optional<OffsetDateTime> leftAt(Digest object) {
        return jdbc.sql("select look_at from stored_orphan where digest = ?")
                .param(object.hex())
                .query(OffsetDateTime.class)
                .optional();
    }

    private void judge(Digest object, OffsetDateTime since) {
        if (users.stream().anyMatch(user -> user.tells() && user.needs(object))) {
            forget(object, since);
        } else if (users.stream().anyMatch(user -> user.needs(object))) {
            later(object);
        } else {
            delete(object, since);
        }
    }

    private void delete(Digest object, OffsetDateTime since) {
        try {
            store.delete(object);
            forget(object, since);
        } catch (IOException e) {
            LOG.warn("Object {} stays in the store for now: {}", object, e.getMessage());
            later(object);
        }
    }

    private void lock(Digest object) {
        jdbc.sql("select pg_advisory_xact_lock(?, ?)")
                .param(LOCKS)
                .param(Integer.parseUnsignedInt(object.hex().substring(0, 8), 16))
                .query((row, n) -> true)
                .single();
    }

    /** Unless it has been left once more meanwhile. */
    private void forget(Digest object, OffsetDateTime since) {
        jdbc.sql("delete from stored_orphan where digest = ? and look_at = ?")
                .param(object.hex())
                .param(since)
                .update();
    }

    private void later(Digest object) {
        jdbc.sql(LATER).param(object.hex()).update();
    }
}
