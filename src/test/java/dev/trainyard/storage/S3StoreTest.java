package dev.trainyard.storage;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreTest extends ObjectStoreContract {

    private static final int PART_BYTES = 5 << 20;

    private static S3Proxy server;
    private static S3Client s3;
    private static int buckets;

    private String bucket = "";
    private S3Store store;

    @BeforeAll
    static void startServer(@TempDir Path root) throws Exception {
        server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(root.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "identity", "credential")
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        server.start();
        s3 = StorageConfiguration.client(new S3Settings(
                URI.create("http://127.0.0.1:" + server.getPort()),
                null,
                "unused",
                "us-east-1",
                "identity",
                "credential",
                null,
                null));
    }

    @AfterAll
    static void stopServer() throws Exception {
        s3.close();
        server.stop();
    }

    @BeforeEach
    void open() {
        bucket = "bucket" + ++buckets;
        StorageConfiguration.makeMissingBucket(s3, bucket);
        store = new S3Store(s3, bucket, PART_BYTES);
    }

    @Override
    ObjectStore store() {
        return store;
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
