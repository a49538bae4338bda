package dev.trainyard.storage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Against a server within this process, or any that {@code S3_TEST_ENDPOINT} names, with its access and secret key. */
class S3StoreTest extends ObjectStoreContract {

    private static final int PART_BYTES = 5 << 20;

    private static @Nullable S3Proxy server;
    private static S3Client s3;
    private static S3Presigner presigner;
    private static int buckets;

    private String bucket = "";
    private S3Store store;

    @BeforeAll
    static void startServer(@TempDir Path root) throws Exception {
        S3Settings settings = settings(startedOrGiven(root));
        s3 = StorageConfiguration.client(settings);
        presigner = StorageConfiguration.presigner(settings);
    }

    /** The server that the environment names, or else one in this process. */
    private static URI startedOrGiven(Path root) throws Exception {
        String given = System.getenv("S3_TEST_ENDPOINT");
        if (given != null) {
            return URI.create(given);
        }
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(root.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "identity", "credential")
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    private static S3Settings settings(URI endpoint) {
        return new S3Settings(
                endpoint,
                null,
                "unused",
                "us-east-1",
                System.getenv().getOrDefault("S3_TEST_ACCESS_KEY", "identity"),
                System.getenv().getOrDefault("S3_TEST_SECRET_KEY", "credential"),
                null,
                null,
                true);
    }

    @AfterAll
    static void stopServer() throws Exception {
        presigner.close();
        s3.close();
        if (server != null) {
            server.stop();
        }
    }

    @BeforeEach
    void open() {
        bucket = "bucket" + System.currentTimeMillis() + ++buckets;
        StorageConfiguration.makeMissingBucket(s3, bucket);
        store = new S3Store(s3, bucket, PART_BYTES, presigner);
    }

    @Override
    ObjectStore store() {
        return store;
    }

    @Override
    boolean givesAddresses() {
        return true;
    }

    @Override
    long objects() {
        return s3.listObjectsV2(request -> request.bucket(bucket)).contents().size();
    }

    @Override
    void damage(Digest digest) {
        s3.putObject(
                request -> request.bucket(bucket).key(digest.hex().substring(0, 2) + "/" + digest.hex()),
                RequestBody.fromString("hullo", StandardCharsets.UTF_8));
    }
}
