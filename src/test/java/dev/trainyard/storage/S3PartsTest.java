package dev.trainyard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Parts go straight to a real S3 server, by nothing but a presigned address and the bytes. */
class S3PartsTest extends PartStoreContract {

    private static S3Server server;
    private static S3Client s3;
    private static S3Presigner presigner;
    private static int buckets;

    private final HttpClient caller = HttpClient.newHttpClient();
    private String bucket = "";
    private S3Store store;
    private S3Parts parts;

    @BeforeAll
    static void startServer(@TempDir Path root) throws Exception {
        server = S3Server.start(root);
        S3Settings settings = server.settings(false);
        s3 = StorageConfiguration.client(settings);
        presigner = StorageConfiguration.presigner(settings);
    }

    @AfterAll
    static void stopServer() throws Exception {
        presigner.close();
        s3.close();
        server.close();
    }

    @BeforeEach
    void open() {
        bucket = "parts" + System.currentTimeMillis() + ++buckets;
        StorageConfiguration.makeMissingBucket(s3, bucket);
        store = new S3Store(s3, bucket, 5 << 20, null);
        parts = new S3Parts(s3, presigner, bucket, () -> store);
    }

    @Override
    PartStore parts() {
        return parts;
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    void send(String handle, int number, byte[] bytes) throws Exception {
        URI address = parts.address(handle, number, bytes.length, Duration.ofMinutes(5))
                .orElseThrow();
        assertThat(address.getHost()).isEqualTo(server.publicEndpoint().getHost());
        assertThat(put(address, bytes)).isEqualTo(200);
    }

    private int put(URI address, byte[] bytes) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build();
        HttpResponse<String> answer = caller.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode();
    }

    @Override
    long objects() {
        return s3.listObjectsV2(request -> request.bucket(bucket)).contents().size()
                + s3.listMultipartUploads(request -> request.bucket(bucket))
                        .uploads()
                        .size();
    }

    @Test
    void refusesAnotherPartOrLengthThanTheAddressIsFor() throws Exception {
        String handle = parts.begin();
        String address = parts.address(handle, 1, 10, Duration.ofMinutes(5))
                .orElseThrow()
                .toString();
        assertThat(address).contains("partNumber=1");
        assertThat(put(URI.create(address.replace("partNumber=1", "partNumber=2")), new byte[10]))
                .isEqualTo(403);
        assertThat(put(URI.create(address), new byte[11])).isEqualTo(403);
        assertThat(parts.parts(handle)).isEmpty();
    }
}
