package dev.trainyard.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

class S3StoreTest extends ObjectStoreContract {

    private static final int PART_BYTES = 5 << 20;

    private static S3Server server;
    private static S3Client s3;
    private static S3Presigner presigner;
    private static int buckets;

    private String bucket = "";
    private S3Store store;

    @BeforeAll
    static void startServer(@TempDir Path root) throws Exception {
        server = S3Server.start(root);
        S3Settings settings = server.settings(true);
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
