package dev.trainyard.security;

import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.tenant.Tenant;
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

    /**
     * Makes a key.
     *
     * @param tenant null for that of whoever asks; only operators make keys of another
     * @param expiresAt null when it is taken until it is revoked
     * @throws Problem {@code forbidden} for what whoever asks may not do itself
     */
    public IssuedKey issue(@Nullable String tenant, String name, Role role, @Nullable Instant expiresAt) {
        String its = tenant == null ? CurrentCaller.tenant() : tenant;
        CurrentCaller.refuseUnlessMay(its, role);
        SecretKey secret = SecretKey.random();
        try (Tenant.Scope ignored = Tenant.of(its)) {
            return new IssuedKey(rows.add(its, name, role, expiresAt, secret), secret.secret());
        }
    }

    /**
     * Makes a key with the name, the role and the end of another one, which is taken for a while longer.
     *
     * @param overlap how long both are taken
     * @throws Problem {@code not_found}
     */
    public IssuedKey rotate(String id, Duration overlap) {
        ApiKey old = rows.find(id);
        IssuedKey next = issue(old.tenant(), old.name(), old.role(), old.expiresAt());
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
        ApiKey key = rows.find(id);
        CurrentCaller.refuseUnlessMay(key.tenant(), key.role());
        rows.delete(id);
        callers.forget();
    }

    public Page<ApiKey> list(PageRequest page) {
        return rows.list(page);
    }
}
