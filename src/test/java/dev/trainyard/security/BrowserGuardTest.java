package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Speaks raw HTTP, because clients do not let one forge these headers. */
@TrainyardTest
@ExtendWith(OutputCaptureExtension.class)
class BrowserGuardTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST"})
    void answersToItsOwnNames(String host) throws IOException {
        assertThat(statusFor("Host: %s:%d".formatted(host, port))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "a b"})
    void refusesForeignHostNames(String host) throws IOException {
        assertThat(statusFor("Host: " + host)).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "http://evil.example/localhost"})
    void refusesPagesOfOtherSites(String origin) throws IOException {
        assertThat(statusFor("Host: localhost:%d\r\nOrigin: %s".formatted(port, origin)))
                .isEqualTo(403);
    }

    @Test
    void letsItsOwnPagesThrough() throws IOException {
        assertThat(statusFor("Host: localhost:%1$d\r\nOrigin: http://localhost:%1$d".formatted(port)))
                .isEqualTo(200);
    }

    @Test
    void allowsNoPageOfAnotherSiteToReadAnything() throws IOException {
        String asking = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization";
        for (String origin : List.of("http://evil.example", "http://localhost:" + port)) {
            String headers = "Host: localhost:%d\r\nOrigin: %s\r\n%s".formatted(port, origin, asking);
            for (String line : List.of("OPTIONS /api/v1/jobs", "GET /api/v1/jobs", "POST /api/v1/models/x/predict")) {
                assertThat(answer(line, headers)).as(line).doesNotContainIgnoringCase("access-control-");
            }
        }
    }

    @Test
    void saysAtTheStartToWhatItAnswersWhereNoNamesAreListed(CapturedOutput output) throws Exception {
        guard(null, "");
        assertThat(output).contains("TRAINYARD_HOSTS lists no names");
        int told = output.length();
        guard("train.lan", "");
        guard(null, "https://trainyard.example");
        assertThat(output.toString().substring(told)).doesNotContain("TRAINYARD_HOSTS");
    }

    @ParameterizedTest
    @CsvSource({
        ", , 192.0.2.7, true",
        ", , [2001:db8::7]:8080, true",
        ", , localhost:8080, true",
        ", , evil.example, false",
        ", , 1.evil.example, false",
        ", , 192.0.2.7.evil.example, false",
        ", , localhost.evil.example, false",
        ", , trainyard.example, false",
        ", https://trainyard.example/ml, trainyard.example, true",
        ", https://trainyard.example/ml, TRAINYARD.example:443, true",
        ", https://trainyard.example/ml, ml.trainyard.example, false",
        ", https://trainyard.example/ml, evil.example, false",
        "train.lan, , train.lan, true",
        "train_yard, , train_yard:8080, true",
        "train.lan, , other.lan, false",
        ", https://Trainyard.Example, trainyard.example, true",
        "train.lan, , 192.0.2.7, false",
        "train.lan, , [2001:db8::8], false",
        "train.lan, , [not:an:address], false",
        "train.lan, , 1.2.3.4.5, false",
    })
    void beyondThisMachineAnswersToWhatNoPageCanHaveMade(
            @Nullable String listed, @Nullable String publicUrl, String host, boolean answered) throws Exception {
        MockHttpServletResponse response = answer(guard(listed, publicUrl == null ? "" : publicUrl), host, "10.0.0.1");
        assertThat(response.getStatus()).isEqualTo(answered ? 200 : 403);
    }

    @ParameterizedTest
    @CsvSource({"10.244.1.7, 10.244.1.7:8080", "2001:db8:0:0:0:0:0:7, [2001:db8::7]:8080"})
    void answersToTheAddressOnWhichItIsProbedWhateverNamesAreListed(String here, String host) throws Exception {
        assertThat(answer(guard("train.lan", ""), host, here).getStatus()).isEqualTo(200);
        assertThat(answer(guard("train.lan", ""), host, "10.244.1.8").getStatus())
                .isEqualTo(403);
    }

    @Test
    void saysWhereToListAName() throws Exception {
        assertThat(answer(guard(null, ""), "train.lan:8080", "10.0.0.1").getContentAsString())
                .contains("forbidden_host", "'train.lan:8080'", "TRAINYARD_HOSTS", "TRAINYARD_PUBLIC_URL");
    }

    private static MockHttpServletResponse answer(BrowserGuard guard, String host, String here) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/jobs");
        request.addHeader("Host", host);
        request.setLocalAddr(here);
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request, response, new MockFilterChain());
        return response;
    }

    /** At a service that listens everywhere and asks for keys. */
    private static BrowserGuard guard(@Nullable String listed, String publicUrl) throws IOException {
        return new BrowserGuard(
                new BindGuard(InetAddress.getByAddress(new byte[4]), "keys", false, List.of("api")),
                new PublicUrl(publicUrl),
                Stream.ofNullable(listed).toList());
    }

    private int statusFor(String headers) throws IOException {
        return Integer.parseInt(answer("GET /actuator/health", headers).split(" ")[1]);
    }

    private String answer(String line, String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "%s HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(line, headers);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
