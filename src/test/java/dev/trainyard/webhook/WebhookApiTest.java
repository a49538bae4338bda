package dev.trainyard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@TrainyardTest
class WebhookApiTest {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final Duration LONG = Duration.ofMinutes(10);

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    private final Receiver receiver = new Receiver();
    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @AfterEach
    void close() {
        http.get(WEBHOOKS)
                .json()
                .at("/data")
                .forEach(made -> http.delete(WEBHOOKS + "/" + made.at("/id").asString()));
        receiver.close();
    }

    @Test
    void tellsWhatBecomesOfAJobThatNamesIt() {
        Answer webhook = made(List.of());
        made(List.of("job.succeeded"));
        aPausedJob("job_told", webhook.at("/id"));
        enter("job_told", 1, "running", 1);
        enter("job_told", 2, "running", 2);
        enter("job_told", 3, "paused", 2);
        jdbc.sql("update job set result_model = 'told', result_version = 7 where id = 'job_told'")
                .update();
        enter("job_told", 4, "succeeded", 2);
        enter("job_told", 5, "failed", 2);
        enter("job_told", 6, "cancelled", 2);

        List<Receiver.Received> messages = awaitMessages(told -> told.size() >= 5);
        jdbc.sql("delete from job where id = 'job_told'").update();
        assertThat(messages)
                .extracting(Receiver.Received::type)
                .containsExactlyInAnyOrder(
                        "job.started", "job.succeeded", "job.succeeded", "job.failed", "job.cancelled");
        assertThat(messages)
                .filteredOn(message -> message.isSignedBy(webhook.at("/secret")))
                .hasSize(4);
        Receiver.Received succeeded = of("job.succeeded", messages);
        assertThat(succeeded.json().at("/data/jobId").asString()).isEqualTo("job_told");
        assertThat(succeeded.json().at("/data/result/version").asInt()).isEqualTo(7);
        assertThat(succeeded.json().at("/data/failure").isNull()).isTrue();
        assertThat(of("job.failed", messages).json().at("/data/failure/code").asString())
                .isEqualTo("loss_nan");
        assertThat(succeeded.json().at("/timestamp").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }

    /** One that no worker takes. */
    private void aPausedJob(String id, String webhook) {
        jdbc.sql("""
                insert into job (id, name, model, dataset_id, spec, resolved, priority, device, labels, max_attempts, keep_checkpoints, state,
                    progress, attempt, failure)
                values (?, 'told', 'told', 'ds_none', json_build_object('webhooks', json_build_array(cast(? as text))), '{}', 0, 'cpu', '{}', 3, 3,
                    'paused', '{}', 2, '{"code":"loss_nan","message":"the loss is no number"}')
                """).param(id).param(webhook).update();
    }

    private void enter(String job, int seq, String state, int attempt) {
        jdbc.sql("insert into job_transition (job_id, seq, state, attempt) values (?, ?, ?, ?)")
                .params(job, seq, state, attempt)
                .update();
    }

    private static Receiver.Received of(String type, List<Receiver.Received> messages) {
        return messages.stream()
                .filter(message -> message.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsOfDataSetsAndModelsThatAreReady() {
        made(List.of("dataset.ready", "model.ready"));
        jdbc.sql("""
                insert into dataset (id, name, kind, state, revision, file_name, bytes, sha256, spec)
                values ('ds_told', 'told', 'tabular', 'processing', 1, 'told.csv', 5088, repeat('0', 64), '{}')
                """).update();
        String read =
                "update dataset set state = 'ready', revision = ?, rows = 400, typed_sha256 = repeat('1', 64) where id = 'ds_told'";
        jdbc.sql(read).param(1).update();
        jdbc.sql(read).param(1).update();
        jdbc.sql(read).param(2).update();
        jdbc.sql("insert into model (name) values ('told')").update();
        jdbc.sql("""
                insert into model_version (model, version, job_id, unservable, bundle, task, manifest, evaluation, metrics, provenance, artifacts, datasets)
                select 'told', n, 'job_none', case when n = 1 then 'it differs' end, repeat('0', 64), 'classification', '{}', '{}',
                    '{"test/accuracy":1}', '{}', '[]', '{}' from generate_series(1, 2) n
                """).update();
        List<Receiver.Received> messages = awaitMessages(told -> told.size() >= 3);
        jdbc.sql("delete from model where name = 'told'").update();
        jdbc.sql("delete from dataset where id = 'ds_told'").update();
        assertThat(messages)
                .extracting(Receiver.Received::type)
                .containsExactlyInAnyOrder("dataset.ready", "dataset.ready", "model.ready");
        assertThat(messages)
                .anyMatch(message -> message.json().at("/data/revision").asInt() == 2);
        assertThat(of("model.ready", messages).json().at("/data/version").asInt())
                .isEqualTo(2);
        assertThat(of("model.ready", messages)
                        .json()
                        .at("/data/metrics/test~1accuracy")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void writesNothingOfAChangeThatIsTakenBack() {
        made(List.of("model.ready"));
        long before = messages();
        assertThatThrownBy(() -> jdbc.sql("""
                    do $$ begin
                        insert into model (name) values ('undone');
                        insert into model_version (model, version, job_id, bundle, task, manifest, evaluation, metrics, provenance, artifacts, datasets)
                        values ('undone', 1, 'job_none', repeat('0', 64), 'classification', '{}', '{}', '{}', '{}', '[]', '{}');
                        raise exception 'undone';
                    end $$
                    """).update()).hasMessageContaining("undone");
        assertThat(messages()).isEqualTo(before);
    }

    private long messages() {
        return jdbc.sql("select count(*) from webhook_message where type = 'model.ready' and body like '%undone%'")
                .query(Long.class)
                .single();
    }

    @Test
    void showsTheSecretOnceAndKeepsItOutOfEverythingElse() {
        Answer webhook = made(List.of("job.failed"));
        String secret = webhook.at("/secret");
        assertThat(secret).startsWith("whsec_");
        String bare = secret.substring(6);
        assertThat(http.get(webhook.location()).text()).doesNotContain(bare);
        assertThat(http.get(WEBHOOKS).text()).contains(webhook.at("/id")).doesNotContain(bare);
        assertThat(http.get("/api/v1/audit?path=" + WEBHOOKS).text()).doesNotContain(bare);
        assertThat(http.post(WEBHOOKS, Map.of("url", receiver.url()), "Idempotency-Key", "1")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void leavesAsItIsWhatIsNotChanged() {
        Answer webhook = made(List.of("job.failed"));
        assertThat(http.patch(webhook.location(), Map.of()).status()).isEqualTo(200);
        Answer changed = http.patch(webhook.location(), Map.of("description", "other"));
        assertThat(changed.at("/description")).isEqualTo("other");
        assertThat(changed.at("/events/0")).isEqualTo("job.failed");
        assertThat(changed.json().at("/enabled").asBoolean()).isTrue();
    }

    @Test
    void signsByBothSecretsWhileOneIsReplaced() {
        Answer webhook = made(List.of());
        String old = webhook.at("/secret");
        String next = http.post(webhook.location() + "/rotate", Map.of("overlapSeconds", 600))
                .at("/secret");
        assertThat(delivered(http.post(webhook.location() + "/test", Map.of()))).isEqualTo("delivered");
        Receiver.Received message = receiver.received().get(0);
        assertThat(message.isSignedBy(old)).isTrue();
        assertThat(message.isSignedBy(next)).isTrue();
        assertThat(message.with(message.body() + " ").isSignedBy(next)).isFalse();
        String last = http.post(webhook.location() + "/rotate", Map.of("overlapSeconds", 0))
                .at("/secret");
        assertThat(delivered(http.post(webhook.location() + "/test", Map.of()))).isEqualTo("delivered");
        assertThat(receiver.received().get(1).isSignedBy(last)).isTrue();
        assertThat(receiver.received().get(1).isSignedBy(next)).isFalse();
        assertThat(http.post(webhook.location() + "/rotate", Map.of("overlapSeconds", -1))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void sendsAgainWhatDidNotArriveAndWritesDownHowItWent() {
        Answer webhook = made(List.of());
        receiver.answer(500);
        String delivery = http.post(webhook.location() + "/test", Map.of()).location();
        Answer failed = http.await(delivery, now -> now.json().at("/log").size() == 1);
        assertThat(failed.at("/state")).isEqualTo("waiting");
        assertThat(failed.at("/lastError")).isEqualTo("it answered 500");
        assertThat(http.get(webhook.location()).json().at("/failing").asBoolean())
                .isTrue();

        receiver.answer(200);
        jdbc.sql("update webhook_delivery set next_at = clock_timestamp() where id = ?")
                .param(failed.at("/id"))
                .update();
        Answer arrived = http.await(delivery, now -> now.at("/state").equals("delivered"));
        assertThat(arrived.json().at("/log")).hasSize(2);
        assertThat(arrived.at("/payload/type")).isEqualTo("webhook.test");
        assertThat(http.await(
                                webhook.location(),
                                now -> !now.json().at("/failing").asBoolean())
                        .status())
                .isEqualTo(200);

        assertThat(http.post(delivery + "/redeliver", Map.of()).status()).isEqualTo(202);
        http.await(delivery, now -> now.json().at("/log").size() == 3);
        assertThat(receiver.received())
                .extracting(Receiver.Received::id)
                .containsOnly(failed.at("/messageId"))
                .hasSize(3);
        assertThat(http.get(webhook.location() + "/deliveries").json().at("/data"))
                .hasSize(1);
    }

    @Test
    void givesUpAfterTheLastWait() {
        Answer webhook = made(List.of());
        receiver.answer(500);
        String delivery = http.post(webhook.location() + "/test", Map.of()).location();
        Answer first = http.await(delivery, now -> now.json().at("/log").size() == 1);
        jdbc.sql("update webhook_delivery set next_at = clock_timestamp(), tries = 9 where id = ?")
                .param(first.at("/id"))
                .update();
        Answer last = http.await(delivery, now -> now.at("/state").equals("failed"));
        assertThat(last.json().at("/nextAttemptAt").isNull()).isTrue();
    }

    @Test
    void believesAReceiverThatIsGone() {
        Answer webhook = made(List.of());
        receiver.answer(410);
        http.post(webhook.location() + "/test", Map.of());
        Answer gone =
                http.await(webhook.location(), now -> !now.json().at("/enabled").asBoolean());
        assertThat(gone.at("/disabledBecause")).contains("410");
        assertThat(http.post(webhook.location() + "/test", Map.of()).status()).isEqualTo(409);
        Answer back = http.patch(webhook.location(), Map.of("enabled", true, "events", List.of("job.failed")));
        assertThat(back.json().at("/disabledBecause").isNull()).isTrue();
        assertThat(back.at("/events/0")).isEqualTo("job.failed");
        assertThat(back.at("/url")).isEqualTo(receiver.url());
    }

    @Test
    void sendsEachMessageOnceHoweverManyWait() {
        Answer webhook = made(List.of());
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            asked.add(http.post(webhook.location() + "/test", Map.of()).at("/messageId"));
        }
        List<String> heard = new ArrayList<>();
        awaitMessages(told -> told.size() >= 20).forEach(message -> heard.add(message.id()));
        assertThat(heard).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    void makesATestOnceForEachKey() {
        Answer webhook = made(List.of());
        String key = UUID.randomUUID().toString();
        Answer first = http.post(webhook.location() + "/test", Map.of(), "Idempotency-Key", key);
        Answer again = http.post(webhook.location() + "/test", Map.of(), "Idempotency-Key", key);
        assertThat(again.location()).isEqualTo(first.location());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"url\":\"https://169.254.169.254/latest/meta-data\"}",
                "{\"url\":\"https://localhost.localdomain.invalid:x/\"}",
                "{\"url\":\"https://10.0.0.1/\"}",
                "{\"url\":\"http://1.1.1.1/\"}",
                "{\"url\":\"https://1.1.1.1/\",\"events\":[\"job.paused\"]}",
                "{\"url\":\"https://1.1.1.1/\",\"events\":[null]}",
                "{\"url\":\"https://1.1.1.1/\",\"enabled\":false}",
                "{\"url\":\"https://1.1.1.1/\",\"secret\":\"mine\"}"
            })
    void refusesWhatMakesNoSense(String body) {
        assertThat(http.post(WEBHOOKS, body).status()).isEqualTo(400);
    }

    @Test
    void knowsNothingOfOthers() {
        Answer webhook = made(List.of());
        for (String path : List.of("/whk_none", "/whk_none/deliveries", "/whk_none/deliveries/dlv_none")) {
            assertThat(http.get(WEBHOOKS + path).status()).as(path).isEqualTo(404);
        }
        assertThat(http.post(WEBHOOKS + "/whk_none/deliveries/dlv_none/redeliver", Map.of())
                        .status())
                .isEqualTo(404);
        assertThat(http.delete(webhook.location()).status()).isEqualTo(204);
        assertThat(http.delete(webhook.location()).status()).isEqualTo(404);
    }

    private Answer made(List<String> events) {
        Answer made = http.post(WEBHOOKS, Map.of("url", receiver.url(), "events", events));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }

    private String delivered(Answer accepted) {
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return http.await(accepted.location(), now -> !now.at("/state").equals("waiting"))
                .at("/state");
    }

    private List<Receiver.Received> awaitMessages(Predicate<List<String>> enough) {
        return await().atMost(LONG)
                .until(
                        receiver::received,
                        now -> enough.test(
                                now.stream().map(Receiver.Received::type).toList()));
    }
}
