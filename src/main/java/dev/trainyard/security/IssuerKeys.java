package dev.trainyard.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The public keys of an issuer, kept so that hardly any token asks for them: they are fetched anew when they are old, or when
 * a token names one that is not among them, but not more often than every few seconds, whatever strangers send. When
 * the issuer is away, those that are known go on for a day.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration PAUSE_WHILE_AWAY = Duration.ofSeconds(1);
    static final Duration USABLE = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final long PATIENCE_SECONDS = 5;

    private final Issuer issuer;
    private final Clock clock;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Fetched fetched;
    private volatile Instant askedAt = Instant.MIN;

    IssuerKeys(Issuer issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    private record Fetched(JWKSet keys, Instant at) {}

    /** @throws KeySourceException when that cannot be known, because the issuer is away */
    @Override
    public List<JWK> get(JWKSelector wanted, @Nullable SecurityContext context) throws KeySourceException {
        Fetched known = current();
        List<JWK> found = wanted.select(known.keys());
        return found.isEmpty() ? wanted.select(after(known).keys()) : found;
    }

    private Fetched current() throws KeySourceException {
        Fetched known = fetched;
        if (known == null) {
            return fetch(null);
        }
        boolean old = known.at().plus(FRESH).isBefore(clock.instant());
        return old && mayAsk(PAUSE) ? renewed(known) : usable(known);
    }

    /** One caller asks, the others go on with what is known. */
    private Fetched renewed(Fetched known) throws KeySourceException {
        if (!asking.tryLock()) {
            return usable(known);
        }
        try {
            return ask();
        } catch (IOException e) {
            LOG.warn("The issuer's keys are {} old and cannot be fetched anew: {}", age(known), e.getMessage());
            return usable(known);
        } finally {
            asking.unlock();
        }
    }

    private Fetched usable(Fetched known) throws KeySourceException {
        if (known.at().plus(USABLE).isBefore(clock.instant())) {
            return fetch(known);
        }
        return known;
    }

    private Duration age(Fetched known) {
        return Duration.between(known.at(), clock.instant());
    }

    /** What is known when a key is missing: what the issuer says now, unless it was asked just before. */
    private Fetched after(Fetched known) throws KeySourceException {
        boolean answered = !known.at().isBefore(askedAt);
        return answered && !mayAsk(PAUSE) ? known : fetch(known);
    }

    /** Fetches them, unless somebody else has done so meanwhile. */
    private Fetched fetch(@Nullable Fetched before) throws KeySourceException {
        if (!locked()) {
            throw away("others wait for its keys", null);
        }
        try {
            Fetched meanwhile = fetched;
            if (meanwhile != null && meanwhile != before) {
                return meanwhile;
            }
            if (!mayAsk(PAUSE_WHILE_AWAY)) {
                throw away("it did not answer a moment ago", null);
            }
            return ask();
        } catch (IOException e) {
            LOG.warn("The issuer's keys cannot be fetched: {}", e.getMessage());
            throw away("its keys cannot be fetched", e);
        } finally {
            asking.unlock();
        }
    }

    private boolean locked() {
        try {
            return asking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean mayAsk(Duration pause) {
        return askedAt.equals(Instant.MIN) || !askedAt.plus(pause).isAfter(clock.instant());
    }

    private Fetched ask() throws IOException {
        askedAt = clock.instant();
        Fetched now = new Fetched(issuer.keys(), askedAt);
        fetched = now;
        return now;
    }

    private static KeySourceException away(String reason, @Nullable Exception cause) {
        return new RemoteKeySourceException("the issuer is away: " + reason, cause);
    }
}
