package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The settings that {@code docs/operations.md} gives for a certificate of the service's own, tried on the server that the service has. */
class TlsTest {

    private static final Pattern SECTION = Pattern.compile("(?s)\n## TLS\n.*?```sh\n(.*?)```");
    private static final Pattern SETTING = Pattern.compile("([A-Z_]+)=(\\S+)");
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void speaksTlsWithTheCertificateThatTheSettingsNameAndWithTheOneThatTakesItsPlace() throws Exception {
        OwnCertificate first = OwnCertificate.make(folder);
        OwnCertificate second = OwnCertificate.make(folder);
        first.write(folder);
        try (AnnotationConfigServletWebServerApplicationContext server = serving(documented())) {
            int port = server.getWebServer().getPort();
            HttpResponse<String> answer = get(port, first.trusting());
            assertThat(answer.body()).isEqualTo("https");
            assertThat(answer.sslSession())
                    .hasValueSatisfying(
                            session -> assertThat(session.getProtocol()).isEqualTo("TLSv1.3"));
            assertThatThrownBy(() -> get(port, SSLContext.getDefault())).isInstanceOf(SSLHandshakeException.class);
            assertThat(inPlain(port)).startsWith("HTTP/1.1 400");

            second.write(folder);
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(SSLException.class)
                    .untilAsserted(() -> assertThat(get(port, second.trusting()).statusCode())
                            .isEqualTo(200));
        }
    }

    /** The lines that a reader copies, with this folder in place of theirs. */
    private Map<String, Object> documented() throws IOException {
        Matcher section = SECTION.matcher(Files.readString(Path.of("docs/operations.md")));
        assertThat(section.find()).as("the section on TLS").isTrue();
        Map<String, Object> settings = new HashMap<>();
        SETTING.matcher(section.group(1))
                .results()
                .forEach(setting ->
                        settings.put(setting.group(1), setting.group(2).replace("/etc/trainyard", folder.toString())));
        assertThat(settings).containsKey("SERVER_SSL_BUNDLE");
        settings.put("SERVER_PORT", "0");
        settings.put("SPRING_SSL_BUNDLE_WATCH_FILE_QUIETPERIOD", "50ms");
        return settings;
    }

    private static AnnotationConfigServletWebServerApplicationContext serving(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, settings));
        ConfigurationPropertySources.attach(environment);
        AnnotationConfigServletWebServerApplicationContext server =
                new AnnotationConfigServletWebServerApplicationContext();
        server.setEnvironment(environment);
        server.register(SslAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class);
        server.registerBean(ServletRegistrationBean.class, () -> new ServletRegistrationBean<>(new Scheme(), "/"));
        server.refresh();
        return server;
    }

    private static final class Scheme extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write(request.getScheme());
        }
    }

    private static HttpResponse<String> get(int port, SSLContext trusted) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:%d/".formatted(port)))
                .timeout(LONG)
                .build();
        return HttpClient.newBuilder().sslContext(trusted).build().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String inPlain(int port) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout((int) LONG.toMillis());
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }
}
