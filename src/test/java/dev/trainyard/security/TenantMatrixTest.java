package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.job.JobQueue;
import dev.trainyard.job.SampleJobs;
import dev.trainyard.model.ModelRegistry;
import dev.trainyard.plan.JobSpec;
import dev.trainyard.prediction.TestBundle;
import dev.trainyard.prediction.TestVersions;
import dev.trainyard.security.FilledOperations.Operation;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Tries every operation of one tenant on another one's things. */
@TrainyardTest
@TestPropertySource(
        properties = {"trainyard.security=keys", "trainyard.roles=api", "trainyard.admin-key=" + KeySecurityTest.ADMIN})
class TenantMatrixTest {

    private static final String MODEL = "alphas-secret";

    /** What follows these in a path is nobody's. */
    private static final Map<String, String> EVERYBODYS =
            Map.of("samples", "xor", "templates", "mlp-classifier", "workers", "wrk_none");

    /** Of these the address itself is the permission, which nobody else has. */
    private static final Set<String> BY_TICKET = Set.of("PUT /api/v1/datasets/uploads/{upload}/parts/{number}");

    /** Tables with nothing of anybody's. */
    private static final List<String> NOBODYS =
            List.of("flyway_schema_history", "housekeeping", "queue_share", "worker");

    private static final List<String> SESSIONS = List.of("browser_session");

    private final int port;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Datasets datasets;
    private final JobQueue queue;
    private final ObjectStore store;
    private final ModelRegistry registry;

    private Http operator;
    private Http alpha;
    private Http beta;

    @Autowired
    TenantMatrixTest(
            @LocalServerPort int port,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Datasets datasets,
            JobQueue queue,
            ObjectStore store,
            ModelRegistry registry) {
        this.port = port;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.datasets = datasets;
        this.queue = queue;
        this.store = store;
        this.registry = registry;
    }

    @BeforeEach
    void enter() {
        Http anybody = new Http(port);
        operator = anybody.saying("X-API-Key", KeySecurityTest.ADMIN);
        alpha = anybody.saying("X-API-Key", key("alpha"));
        beta = anybody.saying("X-API-Key", key("beta"));
    }

    private String key(String tenant) {
        Answer made = operator.post("/api/v1/keys", Map.of("name", "head", "role", "admin", "tenant", tenant));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.at("/key");
    }

    @Test
    void showsNothingOfOneTenantToAnother() throws IOException {
        Map<String, String> things = alphasThings();
        List<Operation> operations = new FilledOperations(document(), things).all();
        see(operations);
        String before = everythingOf("alpha");
        List<String> leaks = new ArrayList<>();
        for (Operation operation : operations) {
            try (Tenant.Scope ignored = Tenant.nobody()) {
                check(operation, things, leaks);
            }
        }
        assertThat(leaks).isEmpty();
        assertThat(everythingOf("alpha")).isEqualTo(before);
        assertThat(operations).extracting(Operation::name).containsAll(BY_TICKET);
    }

    /** Otherwise everything could be missing for its owner, too. */
    private void see(List<Operation> operations) {
        List<String> missing = new ArrayList<>();
        operations.stream().filter(Operation::reads).filter(this::isSomebodys).forEach(operation -> {
            Answer answer = call(alpha, operation);
            if (answer.status() == 404 && !answer.at("/detail").contains("checkpoint")) {
                missing.add(operation.name() + ": " + answer.text());
            }
        });
        assertThat(missing).isEmpty();
    }

    private boolean isSomebodys(Operation operation) {
        return operation.hasParameters()
                && EVERYBODYS.keySet().stream()
                        .noneMatch(word -> operation.template().contains("/" + word + "/{"))
                && !BY_TICKET.contains(operation.name());
    }

    private void check(Operation operation, Map<String, String> things, List<String> leaks) {
        boolean somebodys = isSomebodys(operation);
        boolean named = operation.body() != null && tells(operation.body(), things);
        if (!somebodys && !named && !operation.reads()) {
            return; // makes something of its own
        }
        Answer answer = call(beta, operation);
        if (somebodys && answer.status() != 404) {
            leaks.add("%s answers %d: %s".formatted(operation.name(), answer.status(), answer.text()));
        }
        if (somebodys || named) {
            compare(operation, answer, things, leaks);
        } else if (tells(answer.text(), things)) {
            leaks.add("%s shows %s".formatted(operation.name(), answer.text()));
        }
    }

    private static boolean tells(String text, Map<String, String> things) {
        return things.values().stream().filter(TenantMatrixTest::isTelling).anyMatch(text::contains);
    }

    /** Numbers and the names of everybody's things are not. */
    private static boolean isTelling(String thing) {
        return thing.equals(MODEL) || thing.matches("[a-z]+_[A-Za-z0-9]{10,}");
    }

    /** What is another one's is answered with the very bytes of what never was. */
    private void compare(Operation operation, Answer answer, Map<String, String> things, List<String> leaks) {
        UnaryOperator<String> never =
                text -> replaced(text, things, thing -> thing.substring(0, thing.length() - 1) + "_");
        Answer other = call(beta, operation.with(never));
        UnaryOperator<String> bare = text -> text.replaceAll("\"requestId\":\"[^\"]*\"", "");
        String expected =
                replaced(bare.apply(answer.text()), things, thing -> thing.substring(0, thing.length() - 1) + "_");
        if (answer.status() != other.status() || !expected.equals(bare.apply(other.text()))) {
            leaks.add("%s tells: %s, and of what never was: %s".formatted(operation.name(), answer, other));
        }
    }

    private static String replaced(String text, Map<String, String> things, UnaryOperator<String> by) {
        String replaced = text;
        for (String thing : things.values()) {
            replaced = isTelling(thing) ? replaced.replace(thing, by.apply(thing)) : replaced;
        }
        return replaced;
    }

    private static Answer call(Http caller, Operation operation) {
        return operation.body() == null
                ? caller.send(operation.method(), operation.path(), null, "Accept", operation.accept())
                : caller.send(
                        operation.method(),
                        operation.path(),
                        operation.body(),
                        "Accept",
                        operation.accept(),
                        "Content-Type",
                        String.valueOf(operation.type()));
    }

    private tools.jackson.databind.JsonNode document() {
        return operator.get("/v3/api-docs").json();
    }

    /** One of each kind, by what stands before it in a path. */
    private Map<String, String> alphasThings() throws IOException {
        Map<String, String> things = new HashMap<>(EVERYBODYS);
        things.put("models", MODEL);
        things.put("versions", "1");
        things.put("labels", "champion");
        things.put("aliases", "champion");
        things.put("artifacts", "bundle.zip");
        things.put("images", "0");
        things.put("checkpoints", "1");
        things.put("parts", "1");
        things.put(
                "keys",
                alpha.post("/api/v1/keys", Map.of("name", "another", "role", "viewer"))
                        .at("/id"));
        things.put(
                "definitions",
                alpha.post(
                                "/api/v1/definitions",
                                Map.of("kind", "sequential", "layers", List.of(Map.of("type", "dense", "units", 1))))
                        .at("/id"));
        things.put(
                "uploads",
                alpha.post("/api/v1/datasets/uploads", Map.of("bytes", 10)).at("/id"));
        try (Tenant.Scope ignored = Tenant.of("alpha")) {
            new TestVersions(store, registry).publish(MODEL, TestBundle.admissions());
            things.put("datasets", dataset());
            things.put("jobs", job());
            jdbc.sql(
                            "insert into webhook (id, url, events, enabled, secret) values ('whk_alpha00000001', 'https://alpha.example', '{}', false, decode(repeat('00', 32), 'hex'))")
                    .update();
            jdbc.sql("insert into webhook_message (id, type, body) values ('msg_alpha00000001', 'webhook.test', '{}')")
                    .update();
            jdbc.sql(
                            "insert into webhook_delivery (id, webhook_id, message_id, state) values ('dlv_alpha00000001', 'whk_alpha00000001', 'msg_alpha00000001', 'failed')")
                    .update();
        }
        assertThat(alpha.post("/api/v1/jobs/" + things.get("jobs") + "/cancel", "")
                        .status())
                .isLessThan(300); // its stream ends
        things.put("webhooks", "whk_alpha00000001");
        things.put("deliveries", "dlv_alpha00000001");
        Answer pointed = alpha.put("/api/v1/models/" + MODEL + "/aliases/champion", Map.of("version", 1));
        assertThat(pointed.status()).as(pointed.text()).isLessThan(300);
        assertThat(things.values()).doesNotContain("");
        return things;
    }

    private String dataset() throws IOException {
        byte[] bytes = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
        StoredObject object = store.put(new ByteArrayInputStream(bytes), bytes.length);
        return transaction.execute(status ->
                datasets.add("rows", DatasetSpec.EMPTY, "rows.csv", object).getId());
    }

    private String job() {
        JobSpec spec = SampleJobs.spec("\"resources\":{\"labels\":[\"nowhere\"]}");
        return queue.enqueue(spec, SampleJobs.resolved(spec, SampleJobs.NOWHERE), null);
    }

    private String everythingOf(String tenant) {
        StringBuilder all = new StringBuilder();
        try (Tenant.Scope ignored = Tenant.of(tenant)) {
            for (String table : tables(true)) {
                all.append(table)
                        .append(jdbc.sql("select md5(string_agg(row::text, '|' order by row::text)) from " + table
                                        + " row")
                                .query((row, n) -> String.valueOf(row.getString(1)))
                                .single());
            }
        }
        return all.toString();
    }

    private List<String> tables(boolean forced) {
        return jdbc.sql("""
                        select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                            and (relrowsecurity and relforcerowsecurity) = ? order by relname
                        """).param(forced).query(String.class).list();
    }

    @Test
    void holdsEveryTableApartThatHasSomethingOfSomebodys() {
        assertThat(tables(false)).isEqualTo(NOBODYS);
        assertThat(jdbc.sql("select row_security_active('job')")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    /** Otherwise what belongs to a thing could be another one's. */
    @Test
    void keepsWhatBelongsTogetherInOneTenantByTheKeysThemselves() {
        List<String> loose = jdbc.sql("""
                        select conrelid::regclass::text from pg_constraint
                        where contype = 'f' and connamespace = 'public'::regnamespace
                            and exists (select from pg_attribute where attrelid = conrelid and attname = 'tenant')
                            and exists (select from pg_attribute where attrelid = confrelid and attname = 'tenant')
                            and not exists (
                                select from pg_attribute where attrelid = conrelid and attname = 'tenant' and attnum = any (conkey))
                        order by 1
                        """).query(String.class).list();
        assertThat(loose)
                .as("an operator's session may be in another tenant than its key")
                .isEqualTo(SESSIONS);
    }

    @Test
    void showsNothingToWhoeverSaysNothing() {
        Set<String> seen = new HashSet<>();
        try (Tenant.Scope ignored = Tenant.nobody()) {
            tables(true).forEach(table -> {
                if (jdbc.sql("select count(*) from " + table)
                                .query(Integer.class)
                                .single()
                        > 0) {
                    seen.add(table);
                }
            });
            assertThat(seen).isEmpty();
            assertThatThrownBy(() -> jdbc.sql("insert into definition (id, definition) values ('def_1', '{}')")
                            .update())
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("row-level security");
        }
    }

    @Test
    void staysInItsTenantWhateverIsRolledBack() {
        transaction.executeWithoutResult(status -> {
            try (Tenant.Scope ignored = Tenant.of("beta")) {
                assertThat(told()).isEqualTo("beta");
            }
            assertThat(told()).isEqualTo(Tenant.DEFAULT);
            status.setRollbackOnly();
        });
        assertThat(told()).isEqualTo(Tenant.DEFAULT);
    }

    private String told() {
        return jdbc.sql("select current_setting('trainyard.tenant')")
                .query(String.class)
                .single();
    }

    @Test
    void letsOnlyOperatorsGoElsewhere() {
        assertThat(beta.get("/api/v1/jobs", "X-Tenant", "alpha").status()).isEqualTo(403);
        assertThat(operator.get("/api/v1/jobs", "X-Tenant", "../alpha").status())
                .isEqualTo(403);
        assertThat(operator.get("/api/v1/keys", "X-Tenant", "beta").text())
                .contains("\"tenant\":\"beta\"")
                .doesNotContain("\"default\"");
        assertThat(beta.post("/api/v1/keys", Map.of("name", "spy", "role", "viewer", "tenant", "alpha"))
                        .status())
                .isEqualTo(403);
        assertThat(beta.post("/api/v1/keys", Map.of("name", "spy", "role", "operator"))
                        .status())
                .isEqualTo(403);
        String operators = operator.post("/api/v1/keys", Map.of("name", "second", "role", "operator", "tenant", "beta"))
                .at("/id");
        assertThat(beta.post("/api/v1/keys/" + operators + "/rotate", Map.of()).status())
                .isEqualTo(403);
        assertThat(beta.delete("/api/v1/keys/" + operators).status()).isEqualTo(403);
        assertThat(operator.delete("/api/v1/keys/" + operators, "X-Tenant", "beta")
                        .status())
                .isEqualTo(204);
    }
}
