package dev.trainyard.storage;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which bucket holds the objects.
 *
 * @param endpoint of a third-party server; without one it is Amazon's for the region
 * @param publicEndpoint where callers reach that server to send parts of uploads, when it is another address
 * @param accessKey with {@code secretKey}; without them the SDK's own chain (environment, pod identity) is asked
 */
@ConfigurationProperties("trainyard.s3")
record S3Settings(
        @Nullable URI endpoint,
        @Nullable URI publicEndpoint,
        @DefaultValue("trainyard") String bucket,
        @DefaultValue("us-east-1") String region,
        @Nullable String accessKey,
        @Nullable String secretKey) {

    S3Settings {
        if ((accessKey == null) != (secretKey == null)) {
            throw new IllegalArgumentException(
                    "set both trainyard.s3.access-key and trainyard.s3.secret-key, or neither");
        }
    }
}
