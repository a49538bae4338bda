package dev.trainyard.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Whoever repeats a create under its key makes nothing more. */
@TrainyardTest
class IdempotencyTest {

    /** What the calls end in that make nothing, and may be repeated without a key; a rollback with its {@code If-Match}. */
    private static final Pattern MAKES_NOTHING = Pattern.compile(
            ".*/(plans|cancel|finish|pause|resume|rollback|keras|predict|selftest|generate|transform|reconstruct|score|recommend|explain|complete|redeliver|session)");

    /** Makes secrets, which are kept nowhere, and refuses the header. */
    private static final Pattern SHOWN_ONCE =
            Pattern.compile("/api/v1/keys(/\\{id}/rotate)?|/api/v1/webhooks(/\\{id}/rotate)?");

    private static final String DEFINITIONS = "/api/v1/definitions";
    private static final Map<String, Object> LINE =
            Map.of("kind", "sequential", "layers", List.of(Map.of("type", "dense", "units", 1)));

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Autowired
    private Creations creations;

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void everyPostTakesAKeyOrMakesNothing() {
        Set<String> without = routes.getHandlerMethods().entrySet().stream()
                .filter(route -> !route.getValue().hasMethodAnnotation(Creates.class))
                .map(Map.Entry::getKey)
                .filter(route -> route.getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(IdempotencyTest::addresses)
                .filter(address -> address.startsWith("/api/")
                        && !SHOWN_ONCE.matcher(address).matches())
                .filter(address -> !MAKES_NOTHING.matcher(address).matches())
                .collect(Collectors.toSet());
        assertThat(without).isEmpty();
    }

    private static Stream<String> addresses(RequestMappingInfo route) {
        return route.getPatternValues().stream();
    }

    @Test
    void repeatsTheFirstAnswer() {
        String key = UUID.randomUUID().toString();
        Answer first = definition(LINE, key);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(definition(LINE, key)).isEqualTo(first);
        assertThat(definition(LINE, key + "2").location()).isNotEqualTo(first.location());
    }

    @Test
    void refusesAKeyThatMeantSomethingElse() {
        String key = UUID.randomUUID().toString();
        definition(LINE, key);
        Answer other =
                definition(Map.of("kind", "sequential", "layers", List.of(Map.of("type", "dense", "units", 2))), key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.at("/code")).isEqualTo("idempotency_key_reused");
        assertThat(other.at("/detail")).contains(key);
        assertThat(http.post("/api/v1/datasets/samples/xor", "{}", "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
        assertThat(definition(LINE, "two words").at("/code")).isEqualTo("invalid_parameter");
    }

    @Test
    void keepsAnAnswerForADay() {
        String key = UUID.randomUUID().toString();
        Answer first = definition(LINE, key);
        age(key, "23 hours 59 minutes");
        assertThat(definition(LINE, key)).isEqualTo(first);
        age(key, "24 hours");
        Answer next = definition(LINE, key);
        assertThat(next.status()).isEqualTo(201);
        assertThat(next.location()).isNotEqualTo(first.location());
        assertThat(definition(LINE, key)).isEqualTo(next);
    }

    private void age(String key, String time) {
        assertThat(jdbc.sql("update idempotency_key set made_at = now() - cast(? as interval) where key = ?")
                        .param(time)
                        .param(key)
                        .update())
                .isOne();
    }

    @Test
    void keepsNoRefusal() {
        String key = UUID.randomUUID().toString();
        assertThat(definition(Map.of("kind", "sequential", "layers", List.of()), key)
                        .status())
                .isEqualTo(422);
        assertThat(definition(LINE, key).status()).isEqualTo(201);
    }

    @Test
    void makesOneDataSetOfAnUploadSentTwice() {
        Map<String, Integer> rows = Map.of("rows", 20, "seed", 1);
        sameTwice(key -> http.read(http.post("/api/v1/datasets/samples/circle", rows, "Idempotency-Key", key)));
        sameTwice(key -> http.read(http.post(
                "/api/v1/datasets?name=twice", "x,y\n1,2\n3,4\n", "Content-Type", "text/csv", "Idempotency-Key", key)));
        sameTwice(key -> http.post(
                "/api/v1/datasets/uploads", Map.of("fileName", "rows.csv", "bytes", 10), "Idempotency-Key", key));
    }

    private static void sameTwice(Function<String, Answer> create) {
        String key = UUID.randomUUID().toString();
        Answer first = create.apply(key);
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(create.apply(key).location()).isEqualTo(first.location());
        assertThat(create.apply(UUID.randomUUID().toString()).location()).isNotEqualTo(first.location());
    }

    @Test
    void aHundredCallsAtOnceMakeOneJob() {
        String dataset = http.sample("plane", Map.of("rows", 20)).at("/id");
        Map<String, Object> job =
                Map.of("name", "once", "datasetId", dataset, "definition", LINE, "training", Map.of("epochs", 1));
        String key = UUID.randomUUID().toString();
        List<Answer> answers = atOnce(100, () -> http.post("/api/v1/jobs", job, "Idempotency-Key", key));
        assertThat(answers).extracting(Answer::status).containsOnly(202, 409).contains(202);
        assertThat(answers.stream().filter(answer -> answer.status() == 202).distinct())
                .hasSize(1);
        assertThat(http.get("/api/v1/jobs?name=once").json().at("/data")).hasSize(1);
    }

    /** As when the process dies before its answer leaves it; {@code IdempotencyFiguresTest} has one die. */
    @Test
    void repeatsAnAnswerThatNobodyGot() throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", DEFINITIONS);
        request.addHeader("Idempotency-Key", UUID.randomUUID().toString());
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            ResponseEntity<Object> made =
                    ResponseEntity.created(URI.create(DEFINITIONS + "/def_1")).body(Map.of("id", "def_1"));
            assertThatThrownBy(() -> creations.once("a line", () -> lostAfterTheCommit(made)))
                    .hasMessage("lost");
            ResponseEntity<Object> again = creations.once("a line", () -> {
                throw new AssertionError("made twice");
            });
            assertThat(again.getStatusCode()).isEqualTo(made.getStatusCode());
            assertThat(again.getHeaders().getLocation())
                    .isEqualTo(made.getHeaders().getLocation());
            assertThat(again.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
            assertThat(again.getBody()).hasToString("{\"id\":\"def_1\"}");
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    private static <T> T lostAfterTheCommit(T made) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                throw new IllegalStateException("lost");
            }
        });
        return made;
    }

    @Test
    void makesNothingOfACreateThatBreaksOff() throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", DEFINITIONS);
        request.addHeader("Idempotency-Key", UUID.randomUUID().toString());
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
        try {
            assertThatThrownBy(() -> creations.once("a line", () -> {
                        throw new IOException("broke off");
                    }))
                    .hasMessage("broke off");
            assertThat(creations.once("a line", () -> ResponseEntity.ok("made")).getBody())
                    .isEqualTo("made");
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    @Test
    void retriesAJobOnce() {
        String dataset = http.sample("plane", Map.of("rows", 20)).at("/id");
        // No worker has the label, so that the job has not ended before it is cancelled.
        Map<String, Object> nobodys = Map.of("labels", List.of("nobodys"));
        String job = http.post("/api/v1/jobs", Map.of("datasetId", dataset, "definition", LINE, "resources", nobodys))
                .location();
        http.post(job + "/cancel", "");
        assertThat(http.get(job + "?wait=60").json().at("/terminal").asBoolean())
                .isTrue();
        String key = UUID.randomUUID().toString();
        Answer retried = http.post(job + "/retry", "", "Idempotency-Key", key);
        assertThat(retried.status()).as(retried.text()).isEqualTo(202);
        assertThat(http.post(job + "/retry", "", "Idempotency-Key", key)).isEqualTo(retried);
        http.post(retried.location() + "/cancel", "");
    }

    private static List<Answer> atOnce(int calls, Supplier<Answer> call) {
        ExecutorService callers = Executors.newFixedThreadPool(calls);
        try {
            List<CompletableFuture<Answer>> running = IntStream.range(0, calls)
                    .mapToObj(i -> CompletableFuture.supplyAsync(call, callers))
                    .toList();
            return running.stream().map(CompletableFuture::join).toList();
        } finally {
            callers.shutdown();
        }
    }

    private Answer definition(Object definition, String key) {
        return http.post(DEFINITIONS, definition, "Idempotency-Key", key);
    }
}
