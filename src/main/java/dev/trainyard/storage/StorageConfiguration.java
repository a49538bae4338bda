package dev.trainyard.storage;

import dev.trainyard.home.DataFolder;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Chooses the store by {@code trainyard.storage}: {@code directory} or {@code s3}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(S3Settings.class)
class StorageConfiguration {

    private static final int PART_BYTES = 8 << 20;
    private static final Duration SILENCE = Duration.ofSeconds(30);

    @Bean
    @ConditionalOnProperty(name = "trainyard.storage", havingValue = "directory", matchIfMissing = true)
    DirectoryStore directoryStore(
            DataFolder data,
            @Value("${trainyard.storage.directory:#{null}}") @Nullable Path directory,
            @Value("${trainyard.storage.reserve:100MB}") DataSize reserve)
            throws IOException {
        return new DirectoryStore(directory == null ? data.store() : directory, reserve.toBytes());
    }

    /** What everybody else means by the store. */
    @Bean
    @Primary
    ObjectStore measuredStore(
            ObjectProvider<DirectoryStore> directory, ObjectProvider<S3Store> s3, MeterRegistry measures) {
        DirectoryStore here = directory.getIfAvailable();
        TenantStores stores = here == null
                ? new TenantStores(folder -> s3.getObject().below(folder))
                : new TenantStores(folder -> folder.isEmpty() ? here : here.below(folder));
        return new MeasuredStore(stores, measures);
    }

    @Bean
    @ConditionalOnProperty(name = "trainyard.storage", havingValue = "directory", matchIfMissing = true)
    PartStore directoryParts(DirectoryStore store) {
        return new DirectoryParts(store, store.root().resolve("parts"), () -> store.below(TenantStores.folder()));
    }

    @Bean
    @ConditionalOnProperty(name = "trainyard.storage", havingValue = "s3")
    S3Client s3Client(S3Settings settings) {
        S3Client s3 = client(settings);
        makeMissingBucket(s3, settings.bucket());
        return s3;
    }

    @Bean
    @ConditionalOnProperty(name = "trainyard.storage", havingValue = "s3")
    S3Store s3Store(S3Client s3, S3Presigner presigner, S3Settings settings) {
        return new S3Store(s3, settings.bucket(), PART_BYTES, settings.redirectDownloads() ? presigner : null);
    }

    @Bean
    @ConditionalOnProperty(name = "trainyard.storage", havingValue = "s3")
    S3Presigner s3Presigner(S3Settings settings) {
        return presigner(settings);
    }

    @Bean
    @ConditionalOnProperty(name = "trainyard.storage", havingValue = "s3")
    PartStore s3Parts(S3Client s3, S3Presigner presigner, S3Settings settings, S3Store store) {
        return new S3Parts(s3, presigner, settings.bucket(), () -> store.below(TenantStores.folder()));
    }

    static S3Client client(S3Settings settings) {
        return client(settings, SILENCE);
    }

    /**
     * Third-party servers know paths better than host names, and few know the SDK's newer checksums.
     *
     * @param silence how long it may say nothing before it counts as away; a slow one may take as long as it needs
     */
    static S3Client client(S3Settings settings, Duration silence) {
        return S3Client.builder()
                .applyMutation(builder -> {
                    if (settings.endpoint() != null) {
                        builder.endpointOverride(settings.endpoint());
                    }
                    String encryption = settings.encryption();
                    if (encryption != null) {
                        ServerSideEncryption asked = new ServerSideEncryption(encryption, settings.encryptionKey());
                        builder.overrideConfiguration(of -> of.addExecutionInterceptor(asked));
                    }
                })
                .forcePathStyle(settings.endpoint() != null)
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(silence))
                .build();
    }

    /** Signs addresses for callers, who may know the server by another name than the service does. */
    static S3Presigner presigner(S3Settings settings) {
        URI endpoint = settings.publicEndpoint() == null ? settings.endpoint() : settings.publicEndpoint();
        S3Presigner.Builder builder = S3Presigner.builder()
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(endpoint != null)
                        .build())
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials(settings));
        return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        String accessKey = settings.accessKey();
        String secretKey = settings.secretKey();
        return accessKey == null || secretKey == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
    }

    static void makeMissingBucket(S3Client s3, String bucket) {
        try {
            s3.headBucket(request -> request.bucket(bucket));
        } catch (NoSuchBucketException e) {
            s3.createBucket(request -> request.bucket(bucket));
        }
    }
}
