package dev.trainyard.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An upload in parts, which becomes visible as a whole or not at all. */
final class PartwiseUpload {

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final int partBytes;
    private final List<CompletedPart> parts = new ArrayList<>();

    PartwiseUpload(S3Client s3, String bucket, String key, int partBytes) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.partBytes = partBytes;
    }

    /**
     * Sends what was already read, then the rest.
     *
     * @param ifNoneMatch on what condition the whole becomes visible; null for none
     */
    void send(byte[] first, InputStream rest, @Nullable String ifNoneMatch) throws IOException {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(key))
                .uploadId();
        try {
            sendParts(upload, first, rest);
            s3.completeMultipartUpload(request -> request.bucket(bucket)
                    .key(key)
                    .uploadId(upload)
                    .ifNoneMatch(ifNoneMatch)
                    .multipartUpload(all -> all.parts(parts)));
        } catch (IOException | RuntimeException e) {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
            throw e;
        }
    }

    private void sendParts(String upload, byte[] first, InputStream rest) throws IOException {
        if (first.length > 0) {
            sendPart(upload, first, first.length);
        }
        byte[] buffer = first.length == partBytes ? first : new byte[partBytes];
        for (int count = rest.readNBytes(buffer, 0, partBytes);
                count > 0;
                count = rest.readNBytes(buffer, 0, partBytes)) {
            sendPart(upload, buffer, count);
        }
    }

    private void sendPart(String upload, byte[] bytes, int count) {
        int number = parts.size() + 1;
        String tag = s3.uploadPart(
                        request ->
                                request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromInputStream(new ByteArrayInputStream(bytes, 0, count), count))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
}
