package dev.trainyard.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Map<String, String> HEADERS =
            Map.of("webhook-id", "msg_1", "webhook-timestamp", "1", "webhook-signature", "v1,x");
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void postsAndLooksAtTheStatusOnly() {
        try (Receiver receiver = new Receiver()) {
            assertThat(post(receiver.url() + "/hook?x=1")).isEqualTo(new Outcome(204, null));
            assertThat(receiver.received())
                    .containsExactly(new Receiver.Received("msg_1", "1", "v1,x", "{\"grüß\":\"Gott\"}"));
        }
    }

    @Test
    void followsNobodyElsewhere() {
        try (Receiver receiver = new Receiver()) {
            receiver.answer(302);
            Outcome outcome = post(receiver.url());
            assertThat(outcome.status()).isEqualTo(302);
            assertThat(outcome.isDelivered()).isFalse();
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 200 OK^^                                  | 200
            HTTP/1.0 201^^                                     | 201
            HTTP/1.1 103 Early Hints^Link: x^^HTTP/1.1 204 ^^  | 204
            HTTP/1.1 503 Busy^^                                | 503
            SSH-2.0-OpenSSH_9.6^                               |
            HTTP/2 200^^                                       |
            HTTP/1.1 200                                       |
            """)
    void readsNoMoreThanAStatus(String answer, Integer status) throws IOException {
        try (ServerSocket server = speaker(answer.replace("^", "\r\n"))) {
            assertThat(post("http://127.0.0.1:" + server.getLocalPort()).status())
                    .isEqualTo(status);
        }
    }

    @Test
    void waitsForASlowOneNoLongerThanForASilentOne() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Outcome outcome = new Post(Duration.ofMillis(300), trusting())
                    .send(destination("http://127.0.0.1:" + server.getLocalPort(), "127.0.0.1"), HEADERS, "{}");
            assertThat(outcome.status()).isNull();
            assertThat(outcome.error()).contains("did not answer within");
        }
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.close();
        assertThat(post("http://127.0.0.1:" + server.getLocalPort()).error()).isEqualTo("nobody answers there");
    }

    @Test
    void speaksTlsToTheNameAndNotOnlyToTheMachine() throws Exception {
        SSLContext context = certificate();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        try {
            String there = ":%d/hook".formatted(server.getAddress().getPort());
            Post post = new Post(LONG, context.getSocketFactory());
            assertThat(post.send(destination("https://hooks.test" + there, "hooks.test"), HEADERS, "{}"))
                    .isEqualTo(new Outcome(200, null));
            assertThat(post.send(destination("https://other.test" + there, "other.test"), HEADERS, "{}")
                            .error())
                    .startsWith("TLS did not come about");
            assertThat(new Post(LONG, trusting())
                            .send(destination("https://hooks.test" + there, "hooks.test"), HEADERS, "{}")
                            .error())
                    .as("a certificate that nobody vouches for")
                    .startsWith("TLS did not come about");
        } finally {
            server.stop(0);
        }
    }

    /** A certificate of the name {@code hooks.test} that only this context trusts. */
    private static SSLContext certificate() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = PostTest.class.getResourceAsStream("/webhook/hooks-test.p12")) {
            keys.load(in, PASSWORD);
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("own", keys.getCertificate("own"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }

    /** Says one thing to whoever calls, and hangs up. */
    private static ServerSocket speaker(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> {
            try (Socket caller = server.accept()) {
                caller.getInputStream().read(new byte[4096]);
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static Outcome post(String url) {
        return new Post(LONG, trusting()).send(destination(url, "127.0.0.1"), HEADERS, "{\"grüß\":\"Gott\"}");
    }

    private static SSLSocketFactory trusting() {
        return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }

    private static Destination destination(String url, String host) {
        return new Destination(
                URI.create(url), url.startsWith("https"), host, List.of(InetAddress.getLoopbackAddress()));
    }
}
