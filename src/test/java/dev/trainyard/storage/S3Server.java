package dev.trainyard.storage;

import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;

/** The S3 server that {@code S3_TEST_ENDPOINT} names, with its access and secret key, or else one within this process. */
final class S3Server implements AutoCloseable {

    private static final String GIVEN = System.getenv("S3_TEST_ENDPOINT");

    private final @Nullable S3Proxy own;

    private S3Server(@Nullable S3Proxy own) {
        this.own = own;
    }

    /** @param root where one within this process keeps its objects */
    static S3Server start(Path root) throws Exception {
        if (GIVEN != null) {
            return new S3Server(null);
        }
        S3Proxy own = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(root.toString()))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "identity", "credential")
                .endpoint(URI.create("http://127.0.0.1:0"))
                .build();
        own.start();
        return new S3Server(own);
    }

    private URI at(String host) {
        return own == null ? URI.create(GIVEN) : URI.create("http://%s:%d".formatted(host, own.getPort()));
    }

    /** Where callers are sent, which is another name of it if that can be. */
    URI publicEndpoint() {
        return at("localhost");
    }

    S3Settings settings(boolean redirectDownloads) {
        return new S3Settings(
                at("127.0.0.1"),
                publicEndpoint(),
                "unused",
                "us-east-1",
                System.getenv().getOrDefault("S3_TEST_ACCESS_KEY", "identity"),
                System.getenv().getOrDefault("S3_TEST_SECRET_KEY", "credential"),
                null,
                null,
                redirectDownloads);
    }

    @Override
    public void close() throws Exception {
        if (own != null) {
            own.stop();
        }
    }
}
