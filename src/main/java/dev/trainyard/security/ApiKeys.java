package dev.trainyard.security;

import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All keys. */
@Component
public class ApiKeys {

    private final ApiKeyRows rows;
    private final KnownCallers callers;

    ApiKeys(ApiKeyRows rows, KnownCallers callers) {
        this.rows = rows;
        this.callers = callers;
    }

    /** Makes a key; with {@code expiresAt} null it is taken until it is revoked. */
    public IssuedKey issue(String name, Role role, @Nullable Instant expiresAt) {
        SecretKey secret = SecretKey.random();
        return new IssuedKey(rows.add(name, role, expiresAt, secret), secret.secret());
    }

    /**
     * Makes a key with the name, the role and the end of another one, which is taken for a while longer.
     *
     * @param overlap how long both are taken
     * @throws Problem {@code not_found}
     */
    public IssuedKey rotate(String id, Duration overlap) {
        ApiKey old = rows.find(id);
        IssuedKey next = issue(old.name(), old.role(), old.expiresAt());
        rows.shorten(id, overlap);
        callers.forget();
        return next;
    }

    /**
     * Ends a key: here at once, in other processes within {@link KnownCallers#MEMORY}.
     *
     * @throws Problem {@code not_found}
     */
    public void revoke(String id) {
        rows.find(id);
        rows.delete(id);
        callers.forget();
    }

    public Page<ApiKey> list(PageRequest page) {
        return rows.list(page);
    }
}
