package dev.trainyard.dataset.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole service on a real S3 server: parts go straight to the bucket, data sets are made of them, deleting frees it. */
@TrainyardTest
@DirtiesContext
class S3UploadHttpTest {

    private static final String UPLOADS = "/api/v1/datasets/uploads";
    private static final int PART = 5 << 20;

    @TempDir
    static Path root;

    private static S3Proxy server;

    @LocalServerPort
    private int port;

    private final HttpClient caller = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void startServer(DynamicPropertyRegistry settings) throws Exception {
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(root.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "identity", "credential")
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        settings.add("trainyard.storage", () -> "s3");
        settings.add("trainyard.worker.warm", () -> "false");
        settings.add("trainyard.s3.endpoint", () -> "http://127.0.0.1:" + server.getPort());
        settings.add("trainyard.s3.public-endpoint", () -> "http://localhost:" + server.getPort());
        settings.add("trainyard.s3.bucket", () -> "whole");
        settings.add("trainyard.s3.access-key", () -> "identity");
        settings.add("trainyard.s3.secret-key", () -> "credential");
        settings.add("trainyard.public-url", () -> "https://trainyard.example/ml");
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void makesADatasetOfPartsInTheBucketAndFreesThem() throws Exception {
        Http http = new Http(port);
        byte[] whole = table();
        Http.Answer begun = http.post(UPLOADS, Map.of("bytes", whole.length, "partBytes", PART, "fileName", "big.csv"));
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        assertThat(begun.at("/parts/0/url")).startsWith("http://localhost:" + server.getPort() + "/whole/");
        for (int number : List.of(2, 1)) {
            byte[] part = Arrays.copyOfRange(whole, (number - 1) * PART, Math.min(whole.length, number * PART));
            assertThat(put(begun.at("/parts/%d/url".formatted(number - 1)), part))
                    .isEqualTo(200);
        }
        assertThat(http.get(begun.location()).at("/arrived/bytes")).isEqualTo(Integer.toString(whole.length));

        Http.Answer created = http.read(http.post(begun.location() + "/complete", Map.of()));

        assertThat(created.at("/state")).as(created.text()).isEqualTo("ready");
        assertThat(created.at("/rows")).isEqualTo("6000");
        String dataset = "/api/v1/datasets/" + created.at("/id");
        assertThat(http.get(dataset + "/content", "Range", "bytes=0-10").text()).isEqualTo("number,note");
        assertThat(objects()).isEqualTo(2);
        assertThat(http.delete(dataset).status()).isEqualTo(204);
        assertThat(objects()).isZero();
    }

    private int put(String address, byte[] part) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(part))
                .build();
        return caller.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static long objects() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private static byte[] table() {
        StringBuilder table = new StringBuilder("number,note\n");
        for (int row = 0; row < 6_000; row++) {
            table.append(row)
                    .append(',')
                    .append("a".repeat(1000))
                    .append(row % 7)
                    .append('\n');
        }
        return table.toString().getBytes(UTF_8);
    }
}
