package dev.trainyard.problem.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.paging.PageRequest;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.ObjectTooLarge;
import dev.trainyard.storage.StoreFull;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

class ProblemAdviceTest {

    private final MockMvc http = MockMvcBuilders.standaloneSetup(new Trouble())
            .setControllerAdvice(new ProblemAdvice())
            .setMessageConverters(new StrictJson(DataSize.ofBytes(100)))
            .addFilters(new RequestIds())
            .build();

    @ParameterizedTest
    @CsvSource({
        "problem,        404, not_found",
        "store-full,     507, insufficient_storage",
        "too-large,      413, too_large",
        "wrapped,        507, insufficient_storage",
        "database,       503, unavailable",
        "transaction,    503, unavailable",
        "cut-off,        503, unavailable",
        "rollback,       503, unavailable",
        "bug,            500, internal",
        "number?n=ten,   400, invalid_parameter",
        "number,         400, invalid_parameter",
        "header,         400, invalid_parameter",
        "page?limit=0,   400, invalid_parameter",
        "nowhere/at/all, 404, not_found"
    })
    void answersEveryExceptionAsAProblem(String path, int status, String code) throws Exception {
        MockHttpServletResponse answer = get("/api/v1/" + path);

        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        JsonNode problem = Json.mapper().readTree(answer.getContentAsString());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("type").asString()).isEqualTo("/problems/" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(problem.path("detail").asString()).isNotEmpty().doesNotContain("Exception", "java", "/secret");
        assertThat(problem.path("instance").asString()).isEqualTo("/api/v1/" + path.split("\\?", 2)[0]);
        assertThat(problem.path("requestId").asString()).isEqualTo(answer.getHeader("X-Request-Id"));
        assertThat(problem.path("errors").isArray()).isTrue();
    }

    @Test
    void saysWhenToComeBack() throws Exception {
        assertThat(get("/api/v1/database").getHeader("Retry-After")).isEqualTo("5");
    }

    @Test
    void namesTheLimitThatWasPassed() throws Exception {
        assertThat(get("/api/v1/too-large").getContentAsString()).contains("1234 bytes");
    }

    @Test
    void namesTheMethodsThereAre() throws Exception {
        MockHttpServletResponse answer = http.perform(MockMvcRequestBuilders.delete("/api/v1/problem"))
                .andReturn()
                .getResponse();

        assertThat(answer.getStatus()).isEqualTo(405);
        assertThat(answer.getHeader("Allow")).isEqualTo("GET");
        assertThat(answer.getContentAsString()).contains("method_not_allowed");
    }

    @Test
    void refusesBodiesThatAreNoJson() throws Exception {
        assertThat(post("{}", "text/plain").getStatus()).isEqualTo(415);
        assertThat(post("", "application/json").getStatus()).isEqualTo(400);
        assertThat(post("{", "application/json").getContentAsString()).contains("malformed_request", "line 1");
        assertThat(post("{}", "application/json").getStatus()).isEqualTo(200);
    }

    @Test
    void refusesBodiesOverTheLimit() throws Exception {
        MockHttpServletResponse answer = post("{\"a\":\"%s\"}".formatted("b".repeat(200)), "application/json");

        assertThat(answer.getStatus()).isEqualTo(413);
        assertThat(answer.getContentAsString()).contains("100 bytes");
    }

    @Test
    void answersProblemsWhateverIsAccepted() throws Exception {
        MockHttpServletResponse answer =
                perform(MockMvcRequestBuilders.get("/api/v1/problem").accept(MediaType.TEXT_PLAIN));

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/models/none", "/v1/models/none"})
    void keepsToTheInferenceProtocols(String path) throws Exception {
        MockHttpServletResponse answer = get(path);

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentType()).isEqualTo("application/json");
        assertThat(answer.getContentAsString()).isEqualTo("{\"error\":\"there is no such model\"}");
    }

    @Test
    void takesRequestIdsThatAreSafe() throws Exception {
        assertThat(perform(MockMvcRequestBuilders.get("/api/v1/problem").header("X-Request-Id", "abc-1.2_3"))
                        .getHeader("X-Request-Id"))
                .isEqualTo("abc-1.2_3");
        assertThat(perform(MockMvcRequestBuilders.get("/api/v1/problem").header("X-Request-Id", "a b\tc"))
                        .getHeader("X-Request-Id"))
                .matches("[0-9a-z]{26}");
    }

    @Test
    void saysNothingToThoseWhoLeft() throws Exception {
        assertThat(get("/api/v1/gone").getContentAsString()).isEqualTo("half");
    }

    private MockHttpServletResponse get(String path) throws Exception {
        return perform(MockMvcRequestBuilders.get(path));
    }

    private MockHttpServletResponse post(String body, String type) throws Exception {
        return perform(
                MockMvcRequestBuilders.post("/api/v1/body").contentType(type).content(body));
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
        return http.perform(request).andReturn().getResponse();
    }

    /** Fails in every way. */
    @RestController
    static class Trouble {

        @GetMapping("/api/v1/problem")
        void problem() {
            throw Problem.notFound("there is no such thing");
        }

        @GetMapping("/api/v1/store-full")
        void storeFull() throws IOException {
            throw new StoreFull(new IOException("no room on /secret/path"));
        }

        @GetMapping("/api/v1/too-large")
        void tooLarge() throws IOException {
            throw new ObjectTooLarge(1234);
        }

        @GetMapping("/api/v1/wrapped")
        void wrapped() {
            throw new UncheckedIOException(new StoreFull(new IOException()));
        }

        @GetMapping("/api/v1/database")
        void database() {
            throw new DataAccessResourceFailureException("jdbc:postgresql://secret");
        }

        /** As the database's driver says it when the connection ends. */
        @GetMapping("/api/v1/cut-off")
        void cutOff() {
            throw new DataAccessResourceFailureException("secret", new EOFException());
        }

        @GetMapping("/api/v1/rollback")
        void rollback() {
            throw new JpaSystemException(
                    new org.hibernate.TransactionException("secret", new SQLException("Connection is closed")));
        }

        @GetMapping("/api/v1/transaction")
        void transaction() {
            throw new CannotCreateTransactionException("java.net.ConnectException");
        }

        @GetMapping("/api/v1/bug")
        void bug() {
            throw new IllegalStateException("java.lang.Secret at /secret/path");
        }

        @GetMapping("/api/v1/number")
        int number(@RequestParam int n) {
            return n;
        }

        @GetMapping("/api/v1/header")
        String header(@RequestHeader("If-Match") String match) {
            return match;
        }

        @GetMapping("/api/v1/page")
        int page(@RequestParam int limit) {
            return new PageRequest(limit, null).limit();
        }

        @PostMapping("/api/v1/body")
        int body(@RequestBody Map<String, Object> body) {
            return body.size();
        }

        @GetMapping({"/v2/models/{name}", "/v1/models/{name}"})
        void model(@PathVariable String name) {
            throw new Problem(ProblemType.NOT_FOUND, "there is no such model");
        }

        @GetMapping("/api/v1/gone")
        void gone(HttpServletResponse response) throws IOException {
            response.getWriter().write("half");
            response.flushBuffer();
            throw new IOException("Broken pipe");
        }
    }
}
