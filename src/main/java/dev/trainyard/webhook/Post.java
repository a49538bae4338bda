package dev.trainyard.webhook;

import dev.trainyard.role.ApiRole;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Posts a message to the very machine that was looked at (HTTP/1.1, one message a connection), which no client of the
 * JDK can be told to do. Reads no more of the answer than its status, and follows it nowhere.
 */
@Component
@ApiRole
class Post {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 200;
    private static final int LAST_PROVISIONAL = 199;

    private final Duration timeout;
    private final SSLSocketFactory tls;
    private final ScheduledExecutorService deadlines;

    @Autowired
    Post(WebhookSettings settings) {
        this(settings.timeout(), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    Post(Duration timeout, SSLSocketFactory tls) {
        this.timeout = timeout;
        this.tls = tls;
        deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "webhook-deadlines");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Sends a message, within the time that is set for all of it. */
    Outcome send(Destination to, Map<String, String> headers, String body) {
        AtomicBoolean late = new AtomicBoolean();
        try (Socket socket = new Socket()) {
            ScheduledFuture<?> deadline = deadlines.schedule(
                    () -> {
                        late.set(true);
                        close(socket);
                    },
                    timeout.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return Outcome.answered(exchange(socket, to, headers, body));
            } finally {
                deadline.cancel(false);
            }
        } catch (IOException e) {
            return Outcome.unreached(late.get() || e instanceof SocketTimeoutException ? tooLate() : inWords(e));
        }
    }

    private int exchange(Socket socket, Destination to, Map<String, String> headers, String body) throws IOException {
        connect(socket, to);
        try (Socket line = to.secure() ? encrypted(socket, to) : socket) {
            OutputStream out = line.getOutputStream();
            out.write(request(to, headers, body));
            out.flush();
            return status(new BufferedInputStream(line.getInputStream()));
        }
    }

    private void connect(Socket socket, Destination to) throws IOException {
        InetAddress machine = to.machines().get(0);
        socket.connect(new InetSocketAddress(machine, to.port()), Math.toIntExact(timeout.toMillis()));
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    }

    /** Checks that the certificate is the name's, though the machine was chosen before. */
    private Socket encrypted(Socket socket, Destination to) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, to.host(), to.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    private static byte[] request(Destination to, Map<String, String> headers, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(
                "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nUser-Agent: Trainyard\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                        .formatted(to.target(), to.authority(), content.length));
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        whole.writeBytes(content);
        return whole.toByteArray();
    }

    private static int status(InputStream in) throws IOException {
        for (int lines = 0; lines < MOST_LINES; lines++) {
            Matcher first = STATUS.matcher(line(in));
            if (first.matches() && Integer.parseInt(first.group(1)) > LAST_PROVISIONAL) {
                return Integer.parseInt(first.group(1));
            }
            if (lines == 0 && !first.matches()) {
                break;
            }
        }
        throw new IOException("no status");
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() == LONGEST_LINE) {
                throw new IOException("no line");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.US_ASCII).stripTrailing();
    }

    private String tooLate() {
        return "it did not answer within %d s".formatted(timeout.toSeconds());
    }

    private static String inWords(IOException e) {
        if (e instanceof java.net.ConnectException || e instanceof java.net.NoRouteToHostException) {
            return "nobody answers there";
        }
        if (e instanceof SSLException) {
            return "TLS did not come about: " + e.getMessage();
        }
        return "the connection ended without an answer in HTTP";
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
