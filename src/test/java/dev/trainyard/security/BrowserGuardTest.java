package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

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

    private int statusFor(String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = "GET /actuator/health HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n".formatted(headers);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Integer.parseInt(answer.split(" ")[1]);
        }
    }
}
