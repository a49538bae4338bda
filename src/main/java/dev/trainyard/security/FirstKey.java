package dev.trainyard.security;

import dev.trainyard.home.RefusedToStart;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Tenant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that somebody can make keys: whoever has {@code TRAINYARD_ADMIN_KEY}, else whoever sees the first start; or
 * admins of the issuer, where there is one.
 */
@Component
@ApiRole
@WhereCallersAreAsked
class FirstKey implements ApplicationRunner {

    private static final String GIVEN = "given-by-environment";
    private static final String FIRST = "first-admin";

    private final ApiKeyRows keys;
    private final TransactionTemplate transaction;
    private final String given;
    private final boolean needed;

    FirstKey(
            ApiKeyRows keys,
            TransactionTemplate transaction,
            @Value("${trainyard.admin-key:}") String given,
            @Value("${trainyard.security:off}") String security) {
        this.needed = SecurityMode.of(security) == SecurityMode.KEYS;
        this.keys = keys;
        this.transaction = transaction;
        this.given = given.strip();
        if (!this.given.isEmpty() && SecretKey.of(this.given).isEmpty()) {
            throw new RefusedToStart(
                    "TRAINYARD_ADMIN_KEY is no key. It is ty_ and 43 letters, digits, '-' or '_', 256 random bits; such as: echo ty_$(openssl rand -base64 32 | tr '+/' '-_' | tr -d '=')");
        }
    }

    @Override
    public void run(ApplicationArguments arguments) {
        try (Tenant.Scope ignored = Tenant.of(Tenant.DEFAULT)) {
            Optional<SecretKey> first = transaction.execute(status -> firstKey());
            first.ifPresent(FirstKey::print);
        }
    }

    /** The key that nobody knows yet, if one had to be made. */
    private Optional<SecretKey> firstKey() {
        boolean administered = keys.hasAdmin();
        if (!given.isEmpty()) {
            keys.give(GIVEN, Role.OPERATOR, new SecretKey(given));
            return Optional.empty();
        }
        if (administered || !needed) {
            return Optional.empty();
        }
        SecretKey secret = SecretKey.random();
        keys.add(Tenant.DEFAULT, FIRST, Role.OPERATOR, null, secret);
        return Optional.of(secret);
    }

    /** To whoever started the service; where its output is kept, a key of one's own should soon take its place. */
    private static void print(SecretKey secret) {
        System.out.printf("The first key of an admin, shown this once: %s%n", secret.secret());
    }
}
