package dev.trainyard.storage;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Copies an object within the bucket; what is too long for one copy (5 GB) goes in ranges. */
final class ServerSideCopy {

    private static final long MOST_AT_ONCE = 5L << 30;
    private static final long RANGE = 1L << 30;

    private final S3Client s3;
    private final String bucket;

    ServerSideCopy(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    void copy(String from, String to, long bytes) {
        if (bytes <= MOST_AT_ONCE) {
            s3.copyObject(request -> request.sourceBucket(bucket)
                    .sourceKey(from)
                    .destinationBucket(bucket)
                    .destinationKey(to));
        } else {
            copyRanges(from, to, bytes);
        }
    }

    private void copyRanges(String from, String to, long bytes) {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(to))
                .uploadId();
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long start = 0; start < bytes; start += RANGE) {
                String range = "bytes=%d-%d".formatted(start, Math.min(bytes, start + RANGE) - 1);
                parts.add(copyRange(from, to, upload, parts.size() + 1, range));
            }
            s3.completeMultipartUpload(request ->
                    request.bucket(bucket).key(to).uploadId(upload).multipartUpload(all -> all.parts(parts)));
        } catch (RuntimeException e) {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(to).uploadId(upload));
            throw e;
        }
    }

    private CompletedPart copyRange(String from, String to, String upload, int number, String range) {
        String tag = s3.uploadPartCopy(request -> request.sourceBucket(bucket)
                        .sourceKey(from)
                        .destinationBucket(bucket)
                        .destinationKey(to)
                        .uploadId(upload)
                        .partNumber(number)
                        .copySourceRange(range))
                .copyPartResult()
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }
}
