package dev.trainyard.storage;

import static dev.trainyard.storage.S3Store.talking;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Parts of S3's own multipart uploads, sent straight to the server by presigned addresses. Nobody but the sender has seen
 * the bytes then, so that the joined object lies at {@code incoming/<uuid>} until it was read once for its digest and
 * copied to its key by the server.
 */
final class S3Parts implements PartStore {

    private static final int NOT_FOUND = 404;

    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;
    private final Supplier<S3Store> stores;

    /** @param stores gives the store that joined objects go to */
    S3Parts(S3Client s3, S3Presigner presigner, String bucket, Supplier<S3Store> stores) {
        this.s3 = s3;
        this.presigner = presigner;
        this.bucket = bucket;
        this.stores = stores;
    }

    /** A multipart upload of S3: where the whole will lie, and what the server calls it. */
    private record Handle(String key, String upload) {

        static Handle of(String written) {
            int space = written.indexOf(' ');
            return new Handle(written.substring(0, space), written.substring(space + 1));
        }

        String written() {
            return key + " " + upload;
        }
    }

    @Override
    public String begin() throws IOException {
        String key = "incoming/" + UUID.randomUUID();
        return talking(() -> new Handle(
                        key,
                        s3.createMultipartUpload(
                                        request -> request.bucket(bucket).key(key))
                                .uploadId())
                .written());
    }

    @Override
    public Optional<URI> address(String handle, int number, long bytes, Duration validity) {
        Handle of = Handle.of(handle);
        return Optional.of(URI.create(presigner
                .presignUploadPart(presign -> presign.signatureDuration(validity)
                        .uploadPartRequest(request -> request.bucket(bucket)
                                .key(of.key())
                                .uploadId(of.upload())
                                .partNumber(number)
                                .contentLength(bytes)))
                .url()
                .toExternalForm()));
    }

    @Override
    public StoredPart put(String handle, int number, InputStream part, long bytes) {
        throw new UnsupportedOperationException("parts are sent to S3 itself");
    }

    @Override
    public List<StoredPart> parts(String handle) throws IOException {
        Handle of = Handle.of(handle);
        return talking(() -> {
            try {
                return s3
                        .listPartsPaginator(
                                request -> request.bucket(bucket).key(of.key()).uploadId(of.upload()))
                        .parts()
                        .stream()
                        .map(S3Parts::stored)
                        .toList();
            } catch (S3Exception e) {
                refuseUnlessMissing(e);
                return List.of();
            }
        });
    }

    private static StoredPart stored(Part part) {
        return new StoredPart(part.partNumber(), part.size(), part.eTag().replace("\"", ""));
    }

    /** That the server does not know the upload (any more) is no fault. */
    private static void refuseUnlessMissing(S3Exception e) {
        if (e.statusCode() != NOT_FOUND) {
            throw e;
        }
    }

    @Override
    public StoredObject join(String handle, List<StoredPart> parts, @Nullable Digest expected) throws IOException {
        Handle of = Handle.of(handle);
        S3Store store = stores.get();
        return talking(() -> {
            if (!lies(of.key())) {
                complete(of, parts);
            }
            StoredObject object = measure(of.key());
            if (expected != null && !object.digest().equals(expected)) {
                throw new ContentDiffers(expected, object.digest());
            }
            if (!store.exists(object.digest())) {
                new ServerSideCopy(s3, bucket).copy(of.key(), store.key(object.digest()), object.bytes());
            }
            return object;
        });
    }

    private void complete(Handle of, List<StoredPart> parts) {
        List<CompletedPart> all = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag('"' + part.etag() + '"')
                        .build())
                .toList();
        s3.completeMultipartUpload(request -> request.bucket(bucket)
                .key(of.key())
                .uploadId(of.upload())
                .multipartUpload(upload -> upload.parts(all)));
    }

    private StoredObject measure(String key) throws IOException {
        try (MeasuredStream measured = new MeasuredStream(
                s3.getObject(request -> request.bucket(bucket).key(key)), Long.MAX_VALUE)) {
            measured.transferTo(OutputStream.nullOutputStream());
            return measured.measured();
        }
    }

    private boolean lies(String key) {
        try {
            s3.headObject(request -> request.bucket(bucket).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    /** What the server has joined it cannot take apart. */
    @Override
    public String again(String handle) throws IOException {
        if (!talking(() -> lies(Handle.of(handle).key()))) {
            return handle;
        }
        forget(handle);
        return begin();
    }

    @Override
    public void forget(String handle) throws IOException {
        Handle of = Handle.of(handle);
        talking(() -> {
            try {
                s3.abortMultipartUpload(
                        request -> request.bucket(bucket).key(of.key()).uploadId(of.upload()));
            } catch (S3Exception e) {
                refuseUnlessMissing(e); // joined, or forgotten before
            }
            return s3.deleteObject(request -> request.bucket(bucket).key(of.key()));
        });
    }
}
