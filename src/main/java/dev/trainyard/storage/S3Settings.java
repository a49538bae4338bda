package dev.trainyard.storage;

import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which bucket holds the objects.
 *
 * @param endpoint of a third-party server; without one it is Amazon's for the region
 * @param publicEndpoint where callers reach that server to send parts of uploads and to fetch files, when it is another address
 * @param encryption how the server is to encrypt objects; null for what the bucket does by itself
 * @param encryptionKey of the server's key service, where the encryption is one of its
 * @param redirectDownloads whether callers fetch files from the server itself; it must be one that they reach
 * @param accessKey with {@code secretKey}; without them the SDK's own chain (environment, pod identity) is asked
 */
@ConfigurationProperties("trainyard.s3")
record S3Settings(
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        @DefaultValue("trainyard") String bucket,
        @DefaultValue("us-east-1") String region,
        @Nullable String accessKey,
        @Nullable String secretKey,
        @Nullable String encryption,
        @Nullable String encryptionKey,
        @DefaultValue("false") boolean redirectDownloads) {

    private static final Set<String> ENCRYPTIONS = Set.of("AES256", "aws:kms", "aws:kms:dsse");

    S3Settings {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "set both trainyard.s3.access-key and trainyard.s3.secret-key, or neither");
        }
        if (encryption != null && !ENCRYPTIONS.contains(encryption)) {
            throw new IllegalArgumentException(
                    "trainyard.s3.encryption is %s; it is one of %s".formatted(encryption, new TreeSet<>(ENCRYPTIONS)));
        }
        if (encryptionKey != null && (encryption == null || encryption.equals("AES256"))) {
            throw new IllegalArgumentException(
                    "trainyard.s3.encryption-key is of use with trainyard.s3.encryption=aws:kms only");
        }
    }

    /** Without what opens the bucket. */
    @Override
    public String toString() {
        return "S3Settings[endpoint=%s, bucket=%s, region=%s]".formatted(endpoint, bucket, region);
    }
}
