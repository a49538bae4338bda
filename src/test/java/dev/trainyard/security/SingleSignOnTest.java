package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tokens of an issuer, beside keys. */
class SingleSignOnTest extends AskedCallers {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void letsPeopleDoWhatTheirGroupsMakeThem() {
        String viewer = ISSUER.token("grace", "staff");
        String trainer = ISSUER.token("ada", "staff", "ml-team");
        assertThat(http.get("/api/v1/jobs", bearer(viewer)).status()).isEqualTo(200);
        Answer refused = http.post("/api/v1/definitions", LINE, bearer(viewer));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/detail")).contains("'trainer'");
        assertThat(http.post("/api/v1/definitions", LINE, bearer(trainer)).status())
                .isEqualTo(201);
        assertThat(http.get("/api/v1/keys", bearer(trainer)).status()).isEqualTo(403);
        Answer key = http.post(
                "/api/v1/keys", Map.of("name", "machine", "role", "viewer"), bearer(ISSUER.token("admin", "admins")));
        assertThat(key.status()).isEqualTo(201);
        assertThat(http.get("/api/v1/jobs", "X-API-Key", key.at("/key")).status())
                .isEqualTo(200);
    }

    @Test
    void tellsStrangersWhatIsWrong() {
        HttpResponse<String> nothing = send("GET", "/api/v1/jobs");
        assertThat(nothing.statusCode()).isEqualTo(401);
        assertThat(challenge(nothing)).isEqualTo("Bearer realm=\"trainyard\"");
        HttpResponse<String> nonsense = send("GET", "/api/v1/jobs", bearer("nonsense"));
        assertThat(nonsense.statusCode()).isEqualTo(401);
        assertThat(challenge(nonsense)).contains("error=\"invalid_token\"");
        HttpResponse<String> powerless = send("POST", "/api/v1/definitions", bearer(ISSUER.token("eve", "visitors")));
        assertThat(powerless.statusCode()).isEqualTo(403);
        assertThat(challenge(powerless)).contains("error=\"insufficient_scope\"");
        assertThat(powerless.body()).contains("realm_access.roles");
        assertThat(send("GET", "/v2/health/live", bearer("nonsense")).statusCode())
                .isEqualTo(200);
        assertThat(http.get("/api/v1/jobs?access_token=" + ISSUER.token("ada", "admins"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void asksWhoCallsHoweverAnAddressIsWritten() {
        for (String detour : List.of(
                "/swagger-ui/../api/v1/keys",
                "/swagger-ui/..%2fapi/v1/keys",
                "/swagger-ui/%2e%2e/api/v1/keys",
                "/v2/health/live/../../../api/v1/keys",
                "/api/v1/keys;x=/v2/health/live",
                "/v2/health/live;/../../../api/v1/keys",
                "//api/v1/keys",
                "/api/v1//keys",
                "/api/v1/%6beys",
                "/api/v1/keys/")) {
            HttpResponse<String> answer = send("GET", detour);
            assertThat(answer.statusCode()).as(detour).isIn(400, 401, 404);
            assertThat(answer.body()).as(detour).doesNotContain("prefix");
        }
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    void letsBrowsersOfPeopleLook() {
        HttpResponse<String> opened = send("POST", "/api/v1/session", bearer(ISSUER.token("ada", "ml-team")));
        assertThat(opened.statusCode()).isEqualTo(204);
        String set = opened.headers().firstValue("Set-Cookie").orElseThrow();
        String[] cookie = {"Cookie", set.substring(0, set.indexOf(';'))};
        assertThat(http.get("/api/v1/jobs", cookie).status()).isEqualTo(200);
        assertThat(http.get("/api/v1/keys", cookie).status()).isEqualTo(403);
        assertThat(http.post("/api/v1/definitions", LINE, cookie).status()).isEqualTo(401);
        assertThat(http.delete("/api/v1/session", cookie).status()).isEqualTo(204);
        assertThat(http.get("/api/v1/jobs", cookie).status()).isEqualTo(401);
    }

    @Test
    void writesDownWhoseTokenItWas() {
        http.post("/api/v1/definitions", LINE, bearer(ISSUER.token("lin", "ml-team")));
        http.post("/api/v1/definitions", LINE, bearer(ISSUER.token("mallory", "visitors")));
        Answer audit = http.await(
                "/api/v1/audit?caller=oidc:lin", now -> !now.json().at("/data").isEmpty(), bearer(ADMIN));
        assertThat(audit.at("/data/0/caller")).isEqualTo("oidc:lin");
        assertThat(http.get("/api/v1/audit", bearer(ADMIN)).text()).doesNotContain("mallory");
    }

    @Test
    void tellsCallersOfQuotas() {
        HttpResponse<String> asked = send("POST", "/api/v1/models/none/predict", bearer(ADMIN));
        assertThat(asked.headers().firstValue("RateLimit-Policy")).hasValue("\"predictions\";q=100000;w=1");
        assertThat(asked.headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).startsWith("\"predictions\";r=9"));
        try {
            jdbc.sql("update quota_use set uploads = 50").update();
            send("POST", "/api/v1/datasets/samples/none", bearer(ADMIN));
            jdbc.sql("update quota_use set uploads = 50").update();
            HttpResponse<String> refused = send("POST", "/api/v1/datasets/samples/none", bearer(ADMIN));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"uploads\";q=50;w=86400");
            assertThat(refused.headers().firstValue("RateLimit"))
                    .hasValueSatisfying(left -> assertThat(left).startsWith("\"uploads\";r=0;t="));
            assertThat(refused.headers().firstValueAsLong("Retry-After")).isPresent();
        } finally {
            jdbc.sql("delete from quota_use").update();
        }
    }

    private HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(http.base() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(method.equals("GET") ? "" : "{}"));
        request.header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }
}
