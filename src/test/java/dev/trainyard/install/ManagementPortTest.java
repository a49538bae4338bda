package dev.trainyard.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/** What probes and Prometheus find at a worker that listens for nobody else, as chart and overlays set it up. */
@TrainyardTest
@TestPropertySource(
        properties = {
            "trainyard.roles=worker",
            "trainyard.worker.warm=false",
            "management.server.port=0",
            "management.server.address=0.0.0.0"
        })
class ManagementPortTest {

    private static final String POD = "10.1.2.3:8081";

    @Value("${local.server.port}")
    private int port;

    @Value("${local.management.port}")
    private int management;

    @Test
    void answersProbesUnderAnyHostName() throws IOException {
        assertThat(get(management, "/actuator/health/liveness", POD))
                .contains("200")
                .contains("{\"status\":\"UP\"}");
        assertThat(get(management, "/actuator/health/readiness", POD))
                .contains("200")
                .contains("{\"status\":\"UP\"}");
    }

    @Test
    void tellsPrometheusWhatIsMeasured() throws IOException {
        assertThat(get(management, "/actuator/prometheus", POD))
                .contains("200")
                .contains("jvm_memory_used_bytes")
                .contains("hikaricp_connections_active");
    }

    @Test
    void leavesHealthAndMetricsToThatPort() throws IOException {
        assertThat(get(port, "/actuator/prometheus", "localhost")).contains("404");
        assertThat(get(port, "/v2/health/live", POD)).contains("403");
        assertThat(get(management, "/v2/health/live", "localhost")).contains("404");
    }

    @Test
    void tellsNobodyMoreThanHealthAndMeasures() throws IOException {
        for (String path :
                List.of("info", "sbom", "env", "configprops", "heapdump", "threaddump", "loggers", "beans")) {
            assertThat(get(management, "/actuator/" + path, "localhost"))
                    .as(path)
                    .startsWith("HTTP/1.1 404");
        }
    }

    /** The whole answer; any Host header can be said so. */
    private static String get(int port, String path, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, host)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
