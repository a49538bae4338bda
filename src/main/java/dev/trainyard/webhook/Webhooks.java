package dev.trainyard.webhook;

import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.tenant.Tenant;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All webhooks. */
@Component
@Transactional
public class Webhooks {

    private static final String AFTER_ALL = "whk_~";

    private static final String ADD = """
            insert into webhook (id, url, description, events, secret)
            select webhook_id('whk_'), :url, :description, cast(:events as text[]), :secret
            where (select count(*) from webhook where %s) < :most returning id
            """.formatted(Tenant.OWN_ROWS);

    private static final String SELECT = """
            select id, url, description, events, enabled, disabled_because, failing, created_at, updated_at from webhook where
            """;

    private static final String CHANGE = """
            update webhook set url = coalesce(cast(:url as text), url), description = coalesce(cast(:description as text), description),
                events = coalesce(cast(:events as text[]), events), enabled = coalesce(cast(:enabled as boolean), enabled),
                disabled_because = case when cast(:enabled as boolean) is null then disabled_because end, updated_at = clock_timestamp()
            where id = :id
            """;

    private static final String ROTATE = """
            update webhook set old_secret = secret, old_secret_until = clock_timestamp() + make_interval(secs => :overlap),
                secret = :secret, updated_at = clock_timestamp()
            where id = :id
            """;

    private final JdbcClient jdbc;
    private final Destinations destinations;
    private final Deliveries deliveries;
    private final WebhookSettings settings;

    Webhooks(JdbcClient jdbc, Destinations destinations, Deliveries deliveries, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.destinations = destinations;
        this.deliveries = deliveries;
        this.settings = settings;
    }

    /**
     * @throws Problem {@code invalid_parameter} for an address that nothing is sent to, {@code conflict} when there are
     *     as many as there may be
     */
    public IssuedWebhook make(String url, @Nullable String description, List<Event> events) {
        check(url);
        WebhookSecret secret = WebhookSecret.random();
        String id = jdbc.sql(ADD)
                .param("url", url)
                .param("description", description)
                .param("events", words(events))
                .param("secret", secret.bytes())
                .param("most", settings.most())
                .query(String.class)
                .optional()
                .orElseThrow(() ->
                        Problem.conflict("there are %d webhooks, and there may be no more (TRAINYARD_WEBHOOKS_MOST)"
                                .formatted(settings.most())));
        return new IssuedWebhook(find(id), secret.written());
    }

    private void check(String url) {
        try {
            destinations.check(url);
        } catch (RefusedDestination e) {
            throw Problem.invalidParameter(
                    "url is '%s', and nothing can be sent there: %s".formatted(url, e.getMessage()), e);
        }
    }

    private static String[] words(List<Event> events) {
        return events.stream().distinct().map(Event::word).toArray(String[]::new);
    }

    /** @throws Problem {@code not_found} */
    @Transactional(readOnly = true)
    public Webhook find(String id) {
        return jdbc.sql(SELECT + "id = ?")
                .param(id)
                .query(Webhooks::read)
                .optional()
                .orElseThrow(() -> unknown(id));
    }

    @Transactional(readOnly = true)
    public boolean isKnown(String id) {
        return jdbc.sql("select exists (select from webhook where id = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public Page<Webhook> list(PageRequest page) {
        List<Webhook> found = jdbc.sql(SELECT + Tenant.OWN_ROWS + " and id < ? order by id desc limit ?")
                .param(page.after() == null ? AFTER_ALL : page.after())
                .param(page.limitAndOne())
                .query(Webhooks::read)
                .list();
        return Page.of(found, page, Webhook::id);
    }

    /**
     * Changes what is not null.
     *
     * @throws Problem {@code not_found}, or {@code invalid_parameter} for an address that nothing is sent to
     */
    public Webhook change(
            String id,
            @Nullable String url,
            @Nullable String description,
            @Nullable List<Event> events,
            @Nullable Boolean enabled) {
        if (url != null) {
            check(url);
        }
        jdbc.sql(CHANGE)
                .param("id", id)
                .param("url", url)
                .param("description", description)
                .param("events", events == null ? null : words(events))
                .param("enabled", enabled)
                .update();
        return find(id);
    }

    /**
     * Gives a webhook another secret. For a while its messages carry a signature by each.
     *
     * @param overlap how long
     * @throws Problem {@code not_found}
     */
    public IssuedWebhook rotate(String id, Duration overlap) {
        WebhookSecret secret = WebhookSecret.random();
        jdbc.sql(ROTATE)
                .param("id", id)
                .param("overlap", overlap.toSeconds())
                .param("secret", secret.bytes())
                .update();
        return new IssuedWebhook(find(id), secret.written());
    }

    /**
     * Forgets a webhook and what it was told.
     *
     * @throws Problem {@code not_found}
     */
    public void delete(String id) {
        if (jdbc.sql("delete from webhook where id = ?").param(id).update() == 0) {
            throw unknown(id);
        }
    }

    /**
     * Sends it a message that tells of nothing.
     *
     * @throws Problem {@code not_found}, or {@code conflict} while it is disabled
     */
    public Delivery test(String id) {
        if (!find(id).enabled()) {
            throw Problem.conflict("webhook '%s' is disabled, so nothing is sent to it".formatted(id));
        }
        return deliveries.test(id);
    }

    private static Problem unknown(String id) {
        return Problem.notFound("there is no webhook '%s'".formatted(id));
    }

    private static Webhook read(ResultSet row, int n) throws SQLException {
        return new Webhook(
                row.getString("id"),
                row.getString("url"),
                row.getString("description"),
                events(row.getArray("events")),
                row.getBoolean("enabled"),
                row.getString("disabled_because"),
                row.getBoolean("failing"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static List<Event> events(Array words) throws SQLException {
        return Arrays.stream((String[]) words.getArray()).map(Event::of).toList();
    }
}
