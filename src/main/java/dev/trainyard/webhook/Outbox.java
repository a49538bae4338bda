package dev.trainyard.webhook;

import dev.trainyard.role.ApiRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is to be sent. A message is sent by one process at a time; when that process vanishes, another one sends it again
 * after a while, so that each arrives at least once.
 */
@Component
@ApiRole
@Transactional
class Outbox {

    private static final Duration SPARE = Duration.ofSeconds(45);

    private static final String CLAIM = """
            with due as (
                select delivery.id from webhook_delivery delivery join webhook on webhook.id = delivery.webhook_id
                where state = 'waiting' and next_at <= clock_timestamp() and enabled
                order by failing, next_at, delivery.id limit 1
                for update of delivery skip locked),
            claimed as (
                update webhook_delivery delivery set attempts = attempts + 1, tries = tries + 1,
                    next_at = clock_timestamp() + make_interval(secs => ?)
                from due where delivery.id = due.id returning delivery.*)
            select claimed.*, url, body, secret, case when old_secret_until > clock_timestamp() then old_secret end as other
            from claimed join webhook on webhook.id = webhook_id join webhook_message on webhook_message.id = message_id
            """;

    private static final String LOG = """
            insert into webhook_attempt (delivery_id, n, status, error, milliseconds)
            select id, :attempt, cast(:status as integer), :error, :milliseconds from webhook_delivery where id = :id
            on conflict do nothing
            """;

    private static final String DELIVERED = """
            update webhook_delivery set state = 'delivered', finished_at = clock_timestamp()
            where id = :id and attempts = :attempt and state = 'waiting'
            """;

    private static final String LATER = """
            update webhook_delivery set next_at = clock_timestamp() + (1 + random() / 10) * make_interval(secs => :wait)
            where id = :id and attempts = :attempt and state = 'waiting'
            """;

    private static final String GIVEN_UP = """
            update webhook_delivery set state = 'failed', finished_at = clock_timestamp()
            where id = :id and attempts = :attempt and state = 'waiting'
            """;

    private static final String GONE = """
            update webhook set enabled = false, disabled_because = 'it answered 410 (Gone)', updated_at = clock_timestamp()
            where id = ? and enabled
            """;

    private static final String FORGET = """
            delete from webhook_message where id in (
                select id from webhook_message where created_at < clock_timestamp() - interval '30 days' limit 1000)
            """;

    private final JdbcClient jdbc;
    private final Duration lease;

    Outbox(JdbcClient jdbc, WebhookSettings settings) {
        this.jdbc = jdbc;
        this.lease = settings.timeout().plus(SPARE);
    }

    /** The message that has waited longest; of addresses that do not take any, only when the others have theirs. */
    Optional<Parcel> claim() {
        return jdbc.sql(CLAIM).param(lease.toSeconds()).query(Outbox::read).optional();
    }

    private static Parcel read(ResultSet row, int n) throws SQLException {
        List<WebhookSecret> secrets = new ArrayList<>();
        secrets.add(new WebhookSecret(row.getBytes("secret")));
        if (row.getBytes("other") != null) {
            secrets.add(new WebhookSecret(row.getBytes("other")));
        }
        return new Parcel(
                row.getString("id"),
                row.getInt("attempts"),
                row.getInt("tries"),
                row.getString("webhook_id"),
                row.getString("url"),
                secrets,
                row.getString("message_id"),
                row.getString("body"));
    }

    /**
     * Writes down how a sending ended.
     *
     * @param wait until the next one; null when there is none
     */
    void sent(Parcel parcel, Outcome outcome, Duration took, @Nullable Duration wait) {
        of(parcel, LOG)
                .param("status", outcome.status())
                .param("error", outcome.error())
                .param("milliseconds", took.toMillis())
                .update();
        conclude(parcel, outcome, wait);
        jdbc.sql("update webhook set failing = :failing where id = :id and failing <> :failing")
                .param("failing", !outcome.isDelivered())
                .param("id", parcel.webhookId())
                .update();
        if (outcome.isGone()) {
            jdbc.sql(GONE).param(parcel.webhookId()).update();
        }
    }

    private void conclude(Parcel parcel, Outcome outcome, @Nullable Duration wait) {
        if (outcome.isDelivered()) {
            of(parcel, DELIVERED).update();
        } else if (wait == null || outcome.isGone()) {
            of(parcel, GIVEN_UP).update();
        } else {
            of(parcel, LATER).param("wait", wait.toSeconds()).update();
        }
    }

    private JdbcClient.StatementSpec of(Parcel parcel, String sql) {
        return jdbc.sql(sql).param("id", parcel.deliveryId()).param("attempt", parcel.attempt());
    }

    /** Forgets messages of more than 30 days ago. */
    void sweep() {
        jdbc.sql(FORGET).update();
    }
}
