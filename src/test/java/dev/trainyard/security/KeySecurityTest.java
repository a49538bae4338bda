package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.testing.Http.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Where keys are asked for. */
@ExtendWith(OutputCaptureExtension.class)
class KeySecurityTest extends AskedCallers {

    private static final Pattern SHOWN = Pattern.compile("first key of an admin, shown this once: (\\S+)");

    @Autowired
    private ApiKeyRows keys;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Test
    void everyRouteHasARuleAndEveryRuleARoute() {
        Set<Permissions.Rule> used = new HashSet<>();
        List<String> undecided = new ArrayList<>();
        routes.getHandlerMethods()
                .keySet()
                .forEach(route -> route.getPatternValues().forEach(pattern -> {
                    for (String method : methods(route)) {
                        Permissions.of(
                                        method,
                                        pattern.replaceAll("\\{[^}]*}", "x").replace("**", "x"))
                                .ifPresentOrElse(used::add, () -> undecided.add(method + " " + pattern));
                    }
                }));
        assertThat(undecided).containsOnlyOnce("GET /error").allMatch(route -> route.endsWith(" /error"));
        assertThat(Permissions.rules())
                .filteredOn(rule -> !used.contains(rule))
                .extracting(rule -> rule.path().getPatternString())
                .as("rules of resources, which are no handlers")
                .containsExactlyInAnyOrder(
                        "/favicon.ico", "/swagger-ui/**", "/actuator/health/**", "/actuator/sbom/**", "/actuator/**");
    }

    private static Set<String> methods(RequestMappingInfo route) {
        Set<String> named = new HashSet<>();
        for (RequestMethod method : route.getMethodsCondition().getMethods()) {
            named.add(method.name());
        }
        return named.isEmpty() ? Set.of("GET", "POST") : named;
    }

    @Test
    void asksStrangersWhoTheyAre() {
        for (String stranger : List.of("nonsense", "ty_BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "")) {
            Answer refused = http.get("/api/v1/jobs", "Authorization", "Bearer " + stranger);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.at("/code")).isEqualTo("unauthenticated");
        }
        assertThat(http.get("/api/v1/jobs?key=" + ADMIN).status()).isEqualTo(401);
        assertThat(http.get("/v2").json().at("/error").isString()).isTrue();
        assertThat(http.get("/actuator/prometheus").status()).isEqualTo(401);
        assertThat(http.get("/no/such/page").status()).isEqualTo(401);
        assertThat(http.get("/v2/health/ready").status()).isEqualTo(200);
        assertThat(http.get("/v3/api-docs").status()).isEqualTo(200);
    }

    @Test
    void letsEachRoleDoWhatItMay() {
        String viewer = key("looker", Role.VIEWER);
        String trainer = key("trainer", Role.TRAINER);
        assertThat(http.get("/api/v1/jobs", "X-API-Key", viewer).status()).isEqualTo(200);
        assertThat(http.post("/api/v1/models/none/predict", Map.of(), bearer(viewer))
                        .status())
                .isEqualTo(404);
        Answer refused = http.post("/api/v1/definitions", LINE, bearer(viewer));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/detail")).contains("'trainer'");
        assertThat(http.post("/api/v1/definitions", LINE, bearer(trainer)).status())
                .isEqualTo(201);
        assertThat(http.get("/api/v1/keys", bearer(trainer)).status()).isEqualTo(403);
        assertThat(http.get("/api/v1/keys", bearer(ADMIN)).status()).isEqualTo(200);
    }

    @Test
    void answersThatComeLaterNeedNoSecondProof() {
        // Nobody reads here, so that the upload's own answer takes ten seconds; who else asks waits for less.
        CompletableFuture.runAsync(() ->
                http.post("/api/v1/datasets/samples/plane", Map.of("name", "late"), bearer(key("late", Role.TRAINER))));
        Answer list = http.await(
                "/api/v1/datasets?name=late", now -> now.json().at("/data").size() > 0, bearer(ADMIN));
        assertThat(http.get("/api/v1/datasets/" + list.at("/data/0/id") + "?wait=1", bearer(ADMIN))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void letsBrowsersLookForAWhileAndChangeNothing() {
        Answer looker = made("browsing", Role.TRAINER);
        String[] cookie = {"Cookie", cookie(looker.at("/key"))};
        assertThat(http.get("/api/v1/jobs", cookie).status()).isEqualTo(200);
        assertThat(http.get("/api/v1/keys", cookie).status()).isEqualTo(403);
        assertThat(http.post("/api/v1/definitions", LINE, cookie).status()).isEqualTo(401);
        assertThat(http.post("/api/v1/session", Map.of(), cookie).status()).isEqualTo(401);
        assertThat(http.delete("/api/v1/session", cookie).status()).isEqualTo(204);
        assertThat(http.get("/api/v1/jobs", cookie).status()).isEqualTo(401);
        String[] second = {"Cookie", cookie(looker.at("/key"))};
        jdbc.sql("update browser_session set expires_at = now()").update();
        assertThat(http.get("/api/v1/jobs", second).status()).isEqualTo(401);
        String[] third = {"Cookie", cookie(looker.at("/key"))};
        http.delete(looker.location(), bearer(ADMIN));
        assertThat(http.get("/api/v1/jobs", third).status()).isEqualTo(401);
    }

    private String cookie(String key) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(http.base() + "/api/v1/session"))
                .header("X-API-Key", key)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        String set = HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .join()
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(set)
                .contains("HttpOnly", "SameSite=Strict", "Path=/api/v1", "Max-Age=900")
                .doesNotContain(key);
        return set.substring(0, set.indexOf(';'));
    }

    @Test
    void keepsNoSecret() {
        String secret = key("kept", Role.VIEWER);
        assertThat(http.get("/api/v1/keys", bearer(ADMIN)).text())
                .contains("\"kept\"", secret.substring(0, 7))
                .doesNotContain(secret);
        assertThat(jdbc.sql("select count(*) from api_key where strpos(api_key::text, ?) > 0")
                        .param(secret)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(http.post(
                                "/api/v1/keys",
                                Map.of("name", "again", "role", "viewer"),
                                "Authorization",
                                "Bearer " + ADMIN,
                                "Idempotency-Key",
                                "1")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void rotatesAndRevokes() {
        Answer old = made("turning", Role.VIEWER);
        String rotate = old.location() + "/rotate";
        String second =
                http.post(rotate, Map.of("overlapSeconds", 600), bearer(ADMIN)).at("/key");
        assertThat(see(old.at("/key"))).isEqualTo(200);
        assertThat(see(second)).isEqualTo(200);
        http.post(rotate, Map.of("overlapSeconds", 0), bearer(ADMIN));
        assertThat(see(old.at("/key"))).isEqualTo(401);
        assertThat(see(second)).isEqualTo(200);
        assertThat(http.post(rotate, Map.of("overlapSeconds", -1), bearer(ADMIN))
                        .status())
                .isEqualTo(400);
        Answer other = made("ending", Role.VIEWER);
        assertThat(see(other.at("/key"))).isEqualTo(200);
        assertThat(http.delete(other.location(), bearer(ADMIN)).status()).isEqualTo(204);
        assertThat(see(other.at("/key"))).isEqualTo(401);
        assertThat(http.delete(other.location(), bearer(ADMIN)).status()).isEqualTo(404);
    }

    @Test
    void writesDownWhoDidWhat() {
        String secret = key("busy", Role.TRAINER);
        Answer made = http.post("/api/v1/definitions?password=hidden", LINE, bearer(secret));
        http.delete("/api/v1/keys/none", bearer(secret));
        http.get("/api/v1/jobs", bearer(secret));
        http.post("/api/v1/models/none/predict", Map.of(), bearer(secret));
        // An entry is written when its answer has been sent.
        Answer audit = http.await(
                "/api/v1/audit?caller=busy", now -> now.json().at("/data").size() > 1, bearer(ADMIN));
        assertThat(audit.json().at("/data").findValuesAsString("status")).containsExactly("403", "201");
        assertThat(audit.at("/data/1/made")).isEqualTo(made.location());
        assertThat(audit.at("/data/1/path")).isEqualTo("/api/v1/definitions");
        assertThat(audit.text()).doesNotContain("hidden", secret);
        assertThat(http.get("/api/v1/audit?caller=busy&path=/api/v1/keys", bearer(ADMIN))
                        .json()
                        .at("/data"))
                .hasSize(1);
        assertThat(http.get("/api/v1/audit?caller=busy&to=2020-01-01T00:00:00Z", bearer(ADMIN))
                        .json()
                        .at("/data"))
                .isEmpty();
        Answer noTime = http.get("/api/v1/audit?from=1&to=9223372036854775807", bearer(ADMIN));
        assertThat(noTime.status()).isEqualTo(400);
        assertThat(noTime.at("/code")).isEqualTo("invalid_parameter");
        assertThat(http.get("/api/v1/audit", bearer(secret)).status()).isEqualTo(403);
        String export = http.get(
                        "/api/v1/audit?caller=busy",
                        "Authorization",
                        "Bearer " + ADMIN,
                        "Accept",
                        "application/x-ndjson")
                .text();
        assertThat(export.lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\":\"aud_"));
    }

    @Test
    void letsNobodyRewriteTheAudit() {
        key("written", Role.VIEWER);
        for (String change : List.of("update audit_entry set caller = 'nobody'", "delete from audit_entry")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("not changed");
        }
    }

    @Test
    void tellsBrowsersToLoadNothingFromElsewhere() {
        assertThat(http.headers("/swagger-ui/index.html").firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'self'"));
        assertThat(http.headers("/api/v1/jobs").firstValue("X-Content-Type-Options"))
                .hasValue("nosniff");
    }

    @Test
    void tellsOperatorsWhatItIsMadeOf() {
        assertThat(http.get("/actuator/sbom").status()).isEqualTo(401);
        assertThat(http.get("/actuator/sbom", bearer(key("supplied", Role.ADMIN)))
                        .status())
                .isEqualTo(403);
        Answer list = http.get("/actuator/sbom", bearer(ADMIN));
        assertThat(list.status()).isEqualTo(200);
        // Maven makes it; who compiles by other means has none.
        boolean made = getClass().getResource("/META-INF/sbom/application.cdx.json") != null;
        assertThat(list.json().at("/ids").valueStream().map(JsonNode::asString).toList())
                .isEqualTo(made ? List.of("application") : List.of());
        Answer bill = http.get("/actuator/sbom/application", bearer(ADMIN));
        assertThat(bill.status()).isEqualTo(made ? 200 : 404);
        if (made) {
            assertThat(bill.at("/bomFormat")).isEqualTo("CycloneDX");
            assertThat(bill.json().at("/components").size()).isGreaterThan(100);
        }
    }

    @Test
    void showsItsSettingsToNobody() {
        for (String page : List.of("env", "configprops", "beans", "heapdump", "threaddump", "loggers", "mappings")) {
            assertThat(http.get("/actuator/" + page, bearer(ADMIN)).status())
                    .as(page)
                    .isEqualTo(404);
        }
    }

    @Test
    void repeatsNoSecretWhereverItWasPut(CapturedOutput output) {
        String secret = key("slipping", Role.ADMIN);
        String token = ISSUER.token("grace", "staff");
        List<Answer> answers = List.of(
                http.get("/api/v1/keys/" + secret, bearer(secret)),
                http.delete("/api/v1/keys/" + secret, bearer(secret)),
                http.post("/api/v1/keys", Map.of("name", secret, "role", "viewer"), bearer(secret)),
                http.post("/api/v1/keys", Map.of(secret, "name"), bearer(secret)),
                http.get("/api/v1/jobs?state=" + secret, bearer(secret)),
                http.get("/api/v1/jobs?limit=" + token, bearer(secret)),
                http.post("/api/v1/definitions?key=" + secret, "{" + token, bearer(secret)),
                http.get("/api/v1/jobs", "Authorization", "Bearer " + token + "x"),
                http.get("/api/v1/jobs", "X-API-Key", secret + "x"),
                http.get("/v2/models/" + secret, bearer(secret)));
        assertThat(answers).allMatch(answer -> answer.status() >= 400);
        assertThat(answers).extracting(Answer::text).noneMatch(text -> text.contains(secret) || text.contains(token));
        Answer audit = http.await(
                "/api/v1/audit?caller=slipping", now -> now.json().at("/data").size() > 2, bearer(ADMIN));
        assertThat(audit.text()).contains("/api/v1/keys/ty_...").doesNotContain(secret, token);
        assertThat(output.getAll()).doesNotContain(secret, token, ADMIN);
    }

    @Test
    void showsTheFirstKeyOnce(CapturedOutput output) {
        FirstKey start = new FirstKey(keys, transaction, "", "keys");
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            jdbc.sql("delete from api_key").update();
            start.run(new DefaultApplicationArguments());
            start.run(new DefaultApplicationArguments());
            List<String> shown = SHOWN.matcher(output.getOut())
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(shown).hasSize(1);
            assertThat(keys.use(new SecretKey(shown.get(0))))
                    .hasValueSatisfying(first -> assertThat(first.role()).isEqualTo(Role.OPERATOR));
        });
    }

    @Test
    void refusesKeysThatMakeNoSense() {
        for (Map<String, String> nonsense : List.of(
                Map.of("role", "viewer"),
                Map.of("name", "No Name", "role", "viewer"),
                Map.of("name", "rank", "role", "general"),
                Map.of("name", "over", "role", "viewer", "expiresAt", "2020-01-01T00:00:00Z"))) {
            assertThat(http.post("/api/v1/keys", nonsense, bearer(ADMIN)).status())
                    .as(nonsense.toString())
                    .isEqualTo(400);
        }
    }

    private int see(String key) {
        return http.get("/api/v1/models", bearer(key)).status();
    }

    private String key(String name, Role role) {
        return made(name, role).at("/key");
    }

    private Answer made(String name, Role role) {
        Answer made = http.post("/api/v1/keys", Map.of("name", name, "role", role.word()), bearer(ADMIN));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made;
    }
}
