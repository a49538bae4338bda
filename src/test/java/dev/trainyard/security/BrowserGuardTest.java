package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Speaks raw HTTP, because clients do not let one forge these headers. */
@TrainyardTest
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

    @ParameterizedTest
    @CsvSource({
        "off, , 192.0.2.7, true",
        "off, , [2001:db8::7]:8080, true",
        "off, , localhost:8080, true",
        "off, , evil.example, false",
        "off, , 1.evil.example, false",
        "off, , 192.0.2.7.evil.example, false",
        "off, train.lan, train.lan, true",
        "off, train.lan, 192.0.2.7, false",
        "keys, , anything.example, true",
        "oidc, , anything.example, true",
        "keys, train.lan, anything.example, false",
    })
    void beyondThisMachineAnswersToWhatNoPageCanHaveMade(
            String security, @Nullable String listed, String host, boolean answered) throws Exception {
        InetAddress everywhere = InetAddress.getByAddress(new byte[4]);
        BrowserGuard guard = new BrowserGuard(
                new BindGuard(everywhere, security, true),
                new PublicUrl(""),
                Stream.ofNullable(listed).toList(),
                security);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/jobs");
        request.addHeader("Host", host);
        MockHttpServletResponse response = new MockHttpServletResponse();
        guard.doFilter(request, response, new MockFilterChain());
        assertThat(response.getStatus()).isEqualTo(answered ? 200 : 403);
    }

    private int statusFor(String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET /actuator/health HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(headers);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }
}
