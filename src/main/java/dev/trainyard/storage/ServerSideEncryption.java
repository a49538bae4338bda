package dev.trainyard.storage;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Has the server encrypt whatever is stored; what it does by itself, without being asked, is its own affair. */
final class ServerSideEncryption implements ExecutionInterceptor {

    private final String algorithm;
    private final @Nullable String key;

    /**
     * @param algorithm as S3 names it: {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}
     * @param key of the key service, where the algorithm is one of its; null for the bucket's own
     */
    ServerSideEncryption(String algorithm, @Nullable String key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        if (request instanceof PutObjectRequest put) {
            return put.toBuilder()
                    .serverSideEncryption(algorithm)
                    .ssekmsKeyId(key)
                    .build();
        }
        if (request instanceof CreateMultipartUploadRequest begin) {
            return begin.toBuilder()
                    .serverSideEncryption(algorithm)
                    .ssekmsKeyId(key)
                    .build();
        }
        if (request instanceof CopyObjectRequest copy) {
            return copy.toBuilder()
                    .serverSideEncryption(algorithm)
                    .ssekmsKeyId(key)
                    .build();
        }
        return request;
    }
}
