package dev.trainyard.idempotency;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * What creates were answered, for a day. An answer is kept in the transaction that makes its thing, so that there is
 * never one without the other; and while that runs, its key is locked.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class FirstAnswers {

    private static final int LOCKS = 0x1de3907;

    private static final String LOCK =
            "select pg_try_advisory_xact_lock(?, hashtext(? || ' ' || ? || ' ' || current_setting('trainyard.tenant')))";

    private static final String FIND = """
            select request = sha256(?) as same, answer from idempotency_key
            where caller = ? and key = ? and made_at > now() - interval '24 hours'
            """;

    private static final String KEEP = """
            insert into idempotency_key (caller, key, request, answer) values (?, ?, sha256(?), ?)
            on conflict (caller, key, tenant) do update
            set request = excluded.request, answer = excluded.answer, made_at = excluded.made_at
            """;

    private static final String FORGET = """
            delete from idempotency_key where (caller, key) in (
                select caller, key from idempotency_key where made_at <= now() - interval '24 hours'
                order by made_at limit 100 for update skip locked)
            """;

    private final JdbcClient jdbc;

    FirstAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the key until the transaction ends, and gives what was kept under it.
     *
     * @throws Problem {@code conflict} while another request holds the key, or {@code idempotency_key_reused} when
     *     something else was asked under it
     */
    Optional<JsonNode> lockAndFind(IdempotencyKey key) {
        if (!isLocked(key)) {
            throw Problem.conflict("a request with the %s '%s' is still running; send this one again when it has ended"
                    .formatted(IdempotencyKey.HEADER, key.key()));
        }
        return jdbc.sql(FIND)
                .param(key.requestBytes())
                .param(key.caller())
                .param(key.key())
                .query((row, n) -> {
                    refuseUnless(row.getBoolean("same"), key);
                    return Json.mapper().readTree(row.getString("answer"));
                })
                .optional();
    }

    private boolean isLocked(IdempotencyKey key) {
        return jdbc.sql(LOCK)
                .param(LOCKS)
                .param(key.caller())
                .param(key.key())
                .query(Boolean.class)
                .single();
    }

    private static void refuseUnless(boolean same, IdempotencyKey key) {
        if (!same) {
            throw new Problem(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "the %s '%s' was used within the last 24 hours for a request that said something else; take a new one"
                            .formatted(IdempotencyKey.HEADER, key.key()));
        }
    }

    /** Keeps an answer, and clears away what is older than a day. */
    void keep(IdempotencyKey key, JsonNode answer) {
        jdbc.sql(FORGET).update();
        jdbc.sql(KEEP)
                .param(key.caller())
                .param(key.key())
                .param(key.requestBytes())
                .param(answer.toString())
                .update();
    }
}
