package dev.trainyard.dataset.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.json.Json;
import dev.trainyard.storage.PartStore;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@TrainyardTest
class PartedUploadHttpTest {

    private static final String UPLOADS = "/api/v1/datasets/uploads";
    private static final int PART = 5 << 20;

    private final HttpClient caller = HttpClient.newHttpClient();
    private final Http http;
    private final int port;

    @Autowired
    private UploadRows rows;

    @Autowired
    private UploadKeeper keeper;

    @Autowired
    private PartStore store;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    PartedUploadHttpTest(@LocalServerPort int port) {
        this.port = port;
        http = new Http(port);
    }

    @Test
    void makesADatasetOfPartsThatCameInAnyOrderAtOnceAndAgain() throws Exception {
        byte[] whole = table(10_500);
        Http.Answer begun = http.post(
                UPLOADS,
                Map.of(
                        "bytes",
                        whole.length,
                        "partBytes",
                        PART,
                        "fileName",
                        "Big Table.csv",
                        "sha256",
                        sha256(whole),
                        "spec",
                        Map.of("columns", List.of(Map.of("name", "label", "type", "categorical")))));
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        String upload = begun.location();
        assertThat(upload).isEqualTo(UPLOADS + "/" + begun.at("/id"));
        assertThat(begun.json().at("/parts")).hasSize(3);

        assertThat(send(begun, 1, new byte[PART]).statusCode()).isEqualTo(200);
        List<CompletableFuture<HttpResponse<String>>> sent = new ArrayList<>();
        for (int number : List.of(3, 2, 1)) {
            sent.add(caller.sendAsync(
                    request(url(begun, number), part(whole, begun, number)), HttpResponse.BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : sent) {
            assertThat(answer.get().statusCode()).as(answer.get().body()).isEqualTo(200);
        }
        Http.Answer shown = http.get(upload);
        assertThat(shown.at("/arrived/parts")).isEqualTo("3");
        assertThat(shown.at("/arrived/bytes")).isEqualTo(Integer.toString(whole.length));
        String first = sent.get(2).get().headers().firstValue("ETag").orElseThrow();
        assertThat(first).isEqualTo('"' + shown.at("/parts/0/etag") + '"');

        Map<String, Object> list = Map.of(
                "parts",
                List.of(
                        Map.of("number", 2, "etag", shown.at("/parts/1/etag")),
                        Map.of("number", 1, "etag", first, "bytes", PART),
                        Map.of("number", 3)));
        Http.Answer created = completed(upload, list);
        assertThat(created.at("/state")).as(created.text()).isEqualTo("ready");
        assertThat(created.at("/name")).isEqualTo("big-table");
        assertThat(created.at("/sha256")).isEqualTo(sha256(whole));
        assertThat(created.at("/rows")).isEqualTo("10500");
        assertThat(created.at("/columns/1/type")).isEqualTo("categorical");

        assertThat(completed(upload, list).at("/id")).isEqualTo(created.at("/id"));
        assertThat(http.get(upload).at("/datasetId")).isEqualTo(created.at("/id"));
        assertThat(http.get(UPLOADS + "?limit=1").at("/data/0/state")).isEqualTo("completed");
        assertThat(send(begun, 1, new byte[PART]).statusCode()).isEqualTo(409);
        assertThat(http.delete(upload).at("/detail")).contains("/datasets/" + created.at("/id"));
        assertThat(store.parts(rows.find(begun.at("/id")).orElseThrow().handle()))
                .isEmpty();
    }

    @Test
    void goesOnAfterABrokenConnection() throws Exception {
        byte[] whole = table(5_500);
        Http.Answer begun = http.post(UPLOADS, Map.of("bytes", whole.length, "partBytes", PART));
        breakOff(url(begun, 1), PART);
        send(begun, 2, part(whole, begun, 2));

        Http.Answer refused = http.post(begun.location() + "/complete", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/code")).isEqualTo("missing_part");
        assertThat(refused.json().at("/errors")).hasSize(1);
        Http.Answer again = http.get(begun.location());
        assertThat(again.at("/parts/0/arrived")).isEqualTo("false");
        assertThat(again.at("/parts/1/arrived")).isEqualTo("true");
        send(again, 1, part(whole, again, 1));

        Http.Answer created = http.read(http.post(begun.location() + "/complete", ""));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        assertThat(created.at("/rows")).isEqualTo("5500");
    }

    @Test
    void takesPartsFromProgramsThatCallThemForms() throws Exception {
        Http.Answer begun = small();
        HttpRequest form = HttpRequest.newBuilder(URI.create(url(begun, 1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .PUT(HttpRequest.BodyPublishers.ofString("a,b\n1,2\n3,4\n"))
                .build();
        assertThat(caller.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(http.read(http.post(begun.location() + "/complete", Map.of()))
                        .at("/rows"))
                .isEqualTo("2");
    }

    @Test
    void believesNoForwardedHeadersUnlessItIsTold() {
        Http.Answer begun = http.post(
                UPLOADS, Map.of("bytes", 12), "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https");

        assertThat(url(begun, 1)).startsWith("http://localhost:" + port + "/api/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                | 422 | ``                 | ``
            {"bytes":0}                       | 422 | /bytes             | ``
            {"bytes":"10"}                    | 422 | /bytes             | ``
            {"bytes":20000000000}             | 413 | /bytes             | ``
            {"bytes":9000000,"partBytes":100} | 422 | /partBytes         | 5242880
            {"bytes":9000000000,"partBytes":5242880} | 422 | /partBytes  | 9000000
            {"bytes":9,"partBytes":6000000000} | 422 | /partBytes        | 5368709120
            {"bytes":9,"sha256":"abc"}        | 422 | /sha256            | ``
            {"byte":9}                        | 400 | /byte              | ``
            {"bytes":9,"spec":{"delimiter":"ab"}} | 422 | /spec/delimiter | ``
            {"bytes":9,"spec":{"delimeter":","}} | 400 | /spec/delimeter | ``
            {"bytes":9,"spec":{"kind":"images","matrix":{}}} | 422 | ``  | ``
            """)
    void refusesToBeginWhatCannotBe(String body, int status, String pointer, String suggested) {
        Http.Answer refused = http.post(UPLOADS, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(status);
        if (!pointer.isEmpty()) {
            assertThat(refused.at("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        }
        assertThat(refused.json().at("/errors/0/suggestion/value").asString("")).isEqualTo(suggested);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"parts":[]}                            | /parts          | unlisted_part
            {"parts":[{"number":1},{"number":1}]}   | /parts/1/number | duplicate_part
            {"parts":[{"number":1},{"number":2}]}   | /parts/1/number | unknown_part
            {"parts":[{"number":1,"etag":"abc"}]}   | /parts/0/etag   | wrong_etag
            {"parts":[{"number":1,"bytes":7}]}      | /parts/0/bytes  | wrong_length
            """)
    void refusesToCompleteWithOtherPartsThanArrived(String body, String pointer, String code) throws Exception {
        Http.Answer begun = small();
        send(begun, 1, "a,b\n1,2\n3,4\n".getBytes(UTF_8));
        Http.Answer refused = http.post(begun.location() + "/complete", body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).as(refused.text()).isEqualTo(pointer);
        assertThat(refused.at("/errors/0/code")).isEqualTo(code);
        assertThat(refused.json().at("/errors/0/suggestion").isObject()).isTrue();
        assertThat(http.delete(begun.location()).status()).isEqualTo(204);
        assertThat(http.get(begun.location()).status()).isEqualTo(404);
    }

    @Test
    void refusesOtherBytesThanExpectedAndTakesTheRightOnesAfterwards() throws Exception {
        byte[] right = "a,b\n1,2\n3,4\n".getBytes(UTF_8);
        Http.Answer begun = small();
        send(begun, 1, "a,b\n1,2\n3,5\n".getBytes(UTF_8));
        Map<String, String> expecting = Map.of("sha256", sha256(right));

        Http.Answer refused = http.post(begun.location() + "/complete", expecting);
        assertThat(refused.status()).as(refused.text()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("/sha256");
        assertThat(http.get(begun.location()).at("/state")).isEqualTo("open");
        assertThat(http.get(begun.location()).at("/failure")).contains("SHA-256");

        send(begun, 1, right);
        assertThat(completed(begun.location(), expecting).at("/sha256")).isEqualTo(sha256(right));
        assertThat(http.post(begun.location() + "/complete", Map.of("sha256", "0".repeat(64)))
                        .at("/errors/0/code"))
                .isEqualTo("wrong_digest");
    }

    @Test
    void refusesPartsWithoutTheRightTicket() throws Exception {
        byte[] bytes = new byte[12];
        Http.Answer begun = small();
        String own = url(begun, 1);
        String other = url(small(), 1);
        PartedUpload upload = rows.find(begun.at("/id")).orElseThrow();
        Instant past = Instant.parse("2026-01-01T00:00:00Z");
        String old = own.replaceFirst(
                "expires=.*", "expires=%d&ticket=%s".formatted(past.getEpochSecond(), Tickets.of(upload, 1, past)));

        assertThat(put(own.replace("/parts/1", "/parts/2"), bytes)).isEqualTo("403 invalid_ticket");
        assertThat(put(own.replaceFirst("ticket=.*", "ticket=guessed"), bytes)).isEqualTo("403 invalid_ticket");
        assertThat(put(own.replaceFirst("\\?.*", other.substring(other.indexOf('?'))), bytes))
                .isEqualTo("403 invalid_ticket");
        assertThat(put(own.replaceFirst("expires=[0-9]+", "expires=9999999999"), bytes))
                .isEqualTo("403 invalid_ticket");
        assertThat(put(old, bytes)).isEqualTo("403 invalid_ticket");
        assertThat(put(own.replaceFirst("\\?.*", ""), bytes)).isEqualTo("400 invalid_parameter");
        assertThat(put(own.replace(begun.at("/id"), "up_0"), bytes)).isEqualTo("404 not_found");
        assertThat(put(own, new byte[11])).isEqualTo("422 invalid_upload");
        assertThat(put(own, new byte[13])).isEqualTo("422 invalid_upload");
        assertThat(http.get(begun.location()).at("/arrived/parts")).isEqualTo("0");
        assertThat(http.get(begun.location()).text()).doesNotContain(upload.secret());
    }

    @Test
    void sweepsWhatIsAbandoned() throws Exception {
        Http.Answer begun = small();
        send(begun, 1, new byte[12]);
        String handle = rows.find(begun.at("/id")).orElseThrow().handle();
        jdbc.sql("update dataset_upload set expires_at = clock_timestamp() where id = :id")
                .param("id", begun.at("/id"))
                .update();
        // 404 when the service's own keeper was sooner
        assertThat(http.post(begun.location() + "/complete", Map.of()).status()).isIn(409, 404);
        assertThat(put(url(begun, 1), new byte[12])).isIn("409 conflict", "404 not_found");

        // The service's own keeper may have begun with it.
        await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            keeper.sweep();
            assertThat(http.get(begun.location()).status()).isEqualTo(404);
            assertThat(store.parts(handle)).isEmpty();
        });
    }

    @Test
    void completesWhatAProcessThatIsGoneHasBegun() throws Exception {
        Http.Answer begun = small();
        send(begun, 1, "a,b\n1,2\n3,4\n".getBytes(UTF_8));
        PartedUpload upload = rows.find(begun.at("/id")).orElseThrow();
        rows.claim(upload, store.parts(upload.handle()), null);
        Http.Answer completing = http.post(begun.location() + "/complete", Map.of());
        assertThat(completing.status()).as(completing.text()).isEqualTo(202);
        assertThat(http.delete(begun.location()).status()).isEqualTo(409);
        jdbc.sql("update dataset_upload set lease_until = clock_timestamp() where id = :id")
                .param("id", upload.id())
                .update();

        keeper.resume();

        assertThat(http.read(completing).at("/rows")).isEqualTo("2");
        assertThat(http.get(begun.location()).at("/state")).isEqualTo("completed");
    }

    @Test
    void refusesMoreUploadsThanMayBeUnfinished() {
        jdbc.sql("""
                        insert into dataset_upload (id, state, name, file_name, spec, bytes, part_bytes, handle, secret, expires_at)
                        select 'up_many' || n, 'open', 'many', 'many.csv', '{}', 1, 1, 'many' || n, '00', clock_timestamp() + interval '1 hour'
                        from generate_series(1, 1000) n
                        """).update();
        try {
            Http.Answer refused = http.post(UPLOADS, Map.of("bytes", 12));
            assertThat(refused.status()).as(refused.text()).isEqualTo(429);
        } finally {
            jdbc.sql("delete from dataset_upload where name = 'many'").update();
        }
    }

    private Http.Answer small() {
        return http.post(UPLOADS, Map.of("bytes", 12, "fileName", "small.csv"));
    }

    /** The data set of a completed upload, once it is read. */
    private Http.Answer completed(String upload, Object body) {
        Http.Answer created = http.read(http.post(upload + "/complete", body));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created;
    }

    private HttpResponse<String> send(Http.Answer upload, int number, byte[] bytes) throws Exception {
        return caller.send(request(url(upload, number), bytes), HttpResponse.BodyHandlers.ofString());
    }

    private String put(String url, byte[] bytes) throws Exception {
        HttpResponse<String> answer = caller.send(request(url, bytes), HttpResponse.BodyHandlers.ofString());
        JsonNode body = Json.mapper().readTree(answer.body());
        return answer.statusCode() + " " + body.at("/code").asString("");
    }

    private static HttpRequest request(String url, byte[] bytes) {
        return HttpRequest.newBuilder(URI.create(url))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
    }

    private static String url(Http.Answer upload, int number) {
        return upload.at("/parts/" + (number - 1) + "/url");
    }

    private static byte[] part(byte[] whole, Http.Answer upload, int number) {
        int offset = upload.json().at("/parts/" + (number - 1) + "/offset").asInt();
        int bytes = upload.json().at("/parts/" + (number - 1) + "/bytes").asInt();
        return Arrays.copyOfRange(whole, offset, offset + bytes);
    }

    /** Announces a part, sends its beginning and hangs up. */
    private void breakOff(String url, int announced) throws IOException {
        URI address = URI.create(url);
        try (Socket socket = new Socket(address.getHost(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write("PUT %s?%s HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: %d\r\n\r\n"
                    .formatted(address.getRawPath(), address.getRawQuery(), port, announced)
                    .getBytes(UTF_8));
            out.write(new byte[100_000]);
            out.flush();
        }
    }

    /** So many rows of a number, one of three classes and a text of a thousand letters. */
    private static byte[] table(int rows) {
        StringBuilder table = new StringBuilder("number,label,note\n");
        for (int row = 0; row < rows; row++) {
            table.append(row)
                    .append(',')
                    .append(row % 3)
                    .append(',')
                    .append("a".repeat(1000))
                    .append(row % 7)
                    .append('\n');
        }
        return table.toString().getBytes(UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
