package dev.trainyard.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** What becomes of a server that is up, and not well. */
class FailingS3Test {

    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final Digest DIGEST = new Digest("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

    private enum Mood {
        WELL,
        OVERLOADED,
        BREAKING_OFF,
        CORRUPTING,
        SLOW,
        SILENT,
        KNOWING_NO_CONDITIONS,
        IN_CONFLICT_ONCE
    }

    @TempDir
    Path folder;

    private HttpServer server;
    private S3Client s3;
    private S3Store store;
    private final List<String> encryptions = new CopyOnWriteArrayList<>();
    private final List<String> conditions = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile Mood mood = Mood.WELL;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        s3 = StorageConfiguration.client(settings());
        store = new S3Store(s3, "bucket", 5 << 20, null);
    }

    private S3Settings settings() {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new S3Settings(endpoint, null, "bucket", "us-east-1", "identity", "credential", null, null, false);
    }

    @AfterEach
    void stop() {
        over.countDown();
        s3.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-amz-server-side-encryption"))
                .ifPresent(encryptions::add);
        String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
        conditions.add(condition == null ? "none" : condition);
        boolean wanted = exchange.getRequestMethod().equals("GET");
        switch (mood) {
            case OVERLOADED -> exchange.sendResponseHeaders(503, -1);
            case WELL -> send(exchange, wanted ? HELLO : new byte[0], HELLO.length);
            case CORRUPTING -> send(exchange, "hallo".getBytes(UTF_8), HELLO.length);
            case KNOWING_NO_CONDITIONS -> exchange.sendResponseHeaders(condition == null ? 200 : 501, -1);
            case IN_CONFLICT_ONCE -> exchange.sendResponseHeaders(conditions.size() == 1 ? 409 : 412, -1);
            case SLOW -> sendByteByByte(exchange);
            case SILENT -> awaitTheEnd();
            case BREAKING_OFF -> send(exchange, "hel".getBytes(UTF_8), HELLO.length);
        }
        exchange.close();
    }

    private static void send(HttpExchange exchange, byte[] bytes, int promised) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : promised);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
        }
    }

    private static void sendByteByByte(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, HELLO.length);
        for (byte each : HELLO) {
            exchange.getResponseBody().write(each);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void waitsForASlowServer() throws IOException {
        mood = Mood.SLOW;
        Path target = folder.resolve("object");
        store.download(DIGEST, target);
        assertThat(target).hasContent("hello");
    }

    @Test
    void saysThatItIsAwayWhenItSaysNothingForTooLong() {
        mood = Mood.SILENT;
        try (S3Client impatient = StorageConfiguration.client(settings(), Duration.ofMillis(100))) {
            S3Store silent = new S3Store(impatient, "bucket", 5 << 20, null);
            assertThatThrownBy(() -> silent.open(DIGEST)).isInstanceOf(StoreUnavailable.class);
        }
    }

    @Test
    void saysThatItIsAwayAndNotThatTheObjectIs() {
        mood = Mood.OVERLOADED;
        assertThatThrownBy(() -> store.open(DIGEST)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.exists(DIGEST)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.put(new ByteArrayInputStream(HELLO), 10)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void saysThatItIsAwayWhenNobodyListens() {
        server.stop(0);
        assertThatThrownBy(() -> store.open(DIGEST)).isInstanceOf(StoreUnavailable.class);
    }

    @Test
    void leavesNothingOfADownloadThatBreaksOffAndCanBeAskedAgain() throws IOException {
        mood = Mood.BREAKING_OFF;
        Path target = folder.resolve("object");
        assertThatThrownBy(() -> store.download(DIGEST, target)).isInstanceOf(StoreUnavailable.class);
        assertThat(target).doesNotExist();
        mood = Mood.WELL;
        store.download(DIGEST, target);
        assertThat(target).hasContent("hello");
    }

    @Test
    void refusesAByteThatChangedOnItsWayAndTakesItWhenItArrivesWell() throws IOException {
        mood = Mood.CORRUPTING;
        Path target = folder.resolve("object");
        assertThatThrownBy(() -> store.download(DIGEST, target)).isInstanceOf(CorruptObject.class);
        assertThat(target).doesNotExist();
        mood = Mood.WELL;
        store.download(DIGEST, target);
        assertThat(target).hasContent("hello");
    }

    @Test
    void withholdsTheLastBytesOfADamagedObject() throws IOException {
        mood = Mood.CORRUPTING;
        try (InputStream object = store.open(DIGEST)) {
            assertThatThrownBy(object::readAllBytes).isInstanceOf(CorruptObject.class);
        }
        try (InputStream object = store.open(DIGEST)) {
            assertThat(object.readNBytes(4)).isEqualTo("hall".getBytes(UTF_8));
            assertThatThrownBy(object::read).isInstanceOf(CorruptObject.class);
        }
        try (InputStream object = store.open(DIGEST)) {
            assertThatThrownBy(() -> object.skipNBytes(5)).isInstanceOf(CorruptObject.class);
        }
        mood = Mood.WELL;
        try (InputStream object = store.open(DIGEST)) {
            object.skipNBytes(1);
            assertThat(object.readAllBytes()).isEqualTo("ello".getBytes(UTF_8));
        }
    }

    @Test
    void isAskedWithoutTheConditionOnceItHasSaidThatItDoesNotKnowIt() throws IOException {
        mood = Mood.KNOWING_NO_CONDITIONS;
        store.put(new ByteArrayInputStream(HELLO), 10);
        store.put(new ByteArrayInputStream(HELLO), 10);
        assertThat(conditions).endsWith("none", "none").contains("*");
        assertThat(conditions.indexOf("none")).isGreaterThan(conditions.lastIndexOf("*"));
    }

    @Test
    void asksAgainWhenAnotherIsWritingTheObjectJustNow() throws IOException {
        mood = Mood.IN_CONFLICT_ONCE;
        assertThat(store.put(new ByteArrayInputStream(HELLO), 10).digest()).isEqualTo(DIGEST);
        assertThat(conditions).containsExactly("*", "*");
    }

    @Test
    void isAskedToEncryptWhenSettingsSaySo() throws IOException {
        store.put(new ByteArrayInputStream(HELLO), 10);
        assertThat(encryptions).isEmpty();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        S3Settings settings = new S3Settings(
                endpoint, null, "bucket", "us-east-1", "identity", "credential", "aws:kms", "key", false);
        try (S3Client encrypting = StorageConfiguration.client(settings)) {
            new S3Store(encrypting, "bucket", 5 << 20, null).put(new ByteArrayInputStream(HELLO), 10);
        }
        assertThat(encryptions).containsExactly("aws:kms");
    }

    @Test
    void refusesAnEncryptionThatDoesNotExist() {
        assertThatThrownBy(() -> new S3Settings(null, null, "b", "r", null, null, "aes", null, false))
                .hasMessage("trainyard.s3.encryption is aes; it is one of [AES256, aws:kms, aws:kms:dsse]");
    }
}
