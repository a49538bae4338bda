package dev.trainyard.webhook;

import dev.trainyard.json.Json;
import dev.trainyard.paging.Page;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** What each webhook was told, and how that went. */
@Component
@Transactional
public class Deliveries {

    private static final String AFTER_ALL = "dlv_~";

    private static final String SELECT = """
            select delivery.id, webhook_id, message_id, type, state, attempts, status, error, next_at, created_at, finished_at
            from webhook_delivery delivery join webhook_message message on message.id = message_id
                left join webhook_attempt attempt on attempt.delivery_id = delivery.id and n = attempts
            where webhook_id = :webhook
            """;

    private static final String AGAIN = """
            update webhook_delivery set state = 'waiting', tries = 0, next_at = clock_timestamp(), finished_at = null
            where webhook_id = ? and id = ?
            """;

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public Page<Delivery> list(String webhookId, PageRequest page) {
        List<Delivery> found = jdbc.sql(SELECT + "and delivery.id < :before order by delivery.id desc limit :most")
                .param("webhook", webhookId)
                .param("before", page.after() == null ? AFTER_ALL : page.after())
                .param("most", page.limitAndOne())
                .query(Deliveries::read)
                .list();
        return Page.of(found, page, Delivery::id);
    }

    /** @throws Problem {@code not_found} */
    @Transactional(readOnly = true)
    public Delivery find(String webhookId, String id) {
        return jdbc.sql(SELECT + "and delivery.id = :id")
                .param("webhook", webhookId)
                .param("id", id)
                .query(Deliveries::read)
                .optional()
                .orElseThrow(() -> unknown(webhookId, id));
    }

    /** How each sending ended, the first one first. */
    @Transactional(readOnly = true)
    public List<DeliveryAttempt> attempts(String id) {
        return jdbc.sql(
                        "select n, at, status, error, milliseconds from webhook_attempt where delivery_id = ? order by n")
                .param(id)
                .query((row, n) -> new DeliveryAttempt(
                        row.getInt("n"),
                        instant(row, "at"),
                        row.getObject("status", Integer.class),
                        row.getString("error"),
                        row.getLong("milliseconds")))
                .list();
    }

    /** What is sent, without its signature. */
    @Transactional(readOnly = true)
    public JsonNode payload(Delivery delivery) {
        return Json.mapper()
                .readTree(jdbc.sql("select body from webhook_message where id = ?")
                        .param(delivery.messageId())
                        .query(String.class)
                        .single());
    }

    /**
     * Sends a message again, now, as often as a new one.
     *
     * @throws Problem {@code not_found}
     */
    public Delivery again(String webhookId, String id) {
        if (jdbc.sql(AGAIN).param(webhookId).param(id).update() == 0) {
            throw unknown(webhookId, id);
        }
        wakeCouriers();
        return find(webhookId, id);
    }

    /** Sends a webhook a message that tells of nothing, so that people see whether it arrives. */
    Delivery test(String webhookId) {
        String message = jdbc.sql("""
                        insert into webhook_message (id, type, body) values (webhook_id('msg_'), 'webhook.test', json_build_object(
                            'type', 'webhook.test', 'timestamp', webhook_time(clock_timestamp()),
                            'data', json_build_object('webhookId', cast(? as text)))) returning id
                        """).param(webhookId).query(String.class).single();
        String id = jdbc.sql(
                        "insert into webhook_delivery (id, webhook_id, message_id) values (webhook_id('dlv_'), ?, ?) returning id")
                .param(webhookId)
                .param(message)
                .query(String.class)
                .single();
        wakeCouriers();
        return find(webhookId, id);
    }

    private void wakeCouriers() {
        jdbc.sql("select pg_notify('trainyard_webhook', '')")
                .query((row, n) -> n)
                .single();
    }

    private static Problem unknown(String webhookId, String id) {
        return Problem.notFound("webhook '%s' has no delivery '%s'".formatted(webhookId, id));
    }

    private static Delivery read(ResultSet row, int n) throws SQLException {
        Delivery.State state = Delivery.State.of(row.getString("state"));
        return new Delivery(
                row.getString("id"),
                row.getString("webhook_id"),
                row.getString("message_id"),
                row.getString("type"),
                state,
                row.getInt("attempts"),
                row.getObject("status", Integer.class),
                row.getString("error"),
                state == Delivery.State.WAITING ? instant(row, "next_at") : null,
                instant(row, "created_at"),
                optional(row.getObject("finished_at", OffsetDateTime.class)));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant optional(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
