package dev.trainyard.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Objects in a bucket, under {@code <folder>aa/<digest>}. A stream's digest is known only at its end, so a long one goes to
 * {@code incoming/<uuid>} in parts first and is then copied by the server; memory holds one part.
 */
final class S3Store implements ObjectStore {

    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final S3Client s3;
    private final String bucket;
    private final String folder;
    private final int partBytes;
    private final @Nullable S3Presigner presigner;
    private final OnlyIfMissing onlyIfMissing = new OnlyIfMissing();

    S3Store(S3Client s3, String bucket, int partBytes, @Nullable S3Presigner presigner) {
        this(s3, bucket, "", partBytes, presigner);
    }

    /**
     * @param folder what the keys begin with; empty, or ends with a slash
     * @param presigner signs addresses of objects; null when callers cannot reach the server
     */
    S3Store(S3Client s3, String bucket, String folder, int partBytes, @Nullable S3Presigner presigner) {
        this.s3 = s3;
        this.bucket = bucket;
        this.folder = folder;
        this.partBytes = partBytes;
        this.presigner = presigner;
    }

    /** The objects below a folder of the same bucket, whose name ends with a slash. */
    S3Store below(String inner) {
        return new S3Store(s3, bucket, inner, partBytes, presigner);
    }

    @Override
    public StoredObject put(InputStream bytes, long mostBytes) throws IOException {
        MeasuredStream measured = new MeasuredStream(bytes, mostBytes);
        byte[] first = measured.readNBytes(partBytes);
        return talking(() -> first.length < partBytes ? putShort(first, measured) : putLong(first, measured));
    }

    private StoredObject putShort(byte[] bytes, MeasuredStream measured) throws IOException {
        StoredObject object = measured.measured();
        send(object, RequestBody.fromBytes(bytes));
        return object;
    }

    private void send(StoredObject object, RequestBody body) throws IOException {
        onlyIfMissing.write(condition -> s3.putObject(
                request -> request.bucket(bucket).key(key(object.digest())).ifNoneMatch(condition), body));
    }

    private StoredObject putLong(byte[] first, MeasuredStream rest) throws IOException {
        String aside = "incoming/" + UUID.randomUUID();
        try {
            new PartwiseUpload(s3, bucket, aside, partBytes).send(first, rest, null);
            StoredObject object = rest.measured();
            if (!exists(object.digest())) {
                new ServerSideCopy(s3, bucket).copy(aside, key(object.digest()), object.bytes());
            }
            return object;
        } finally {
            s3.deleteObject(request -> request.bucket(bucket).key(aside));
        }
    }

    @Override
    public StoredObject put(Path file) throws IOException {
        StoredObject object = MeasuredStream.measure(file);
        if (!exists(object.digest())) {
            talking(() -> send(file, object));
        }
        return object;
    }

    private StoredObject send(Path file, StoredObject object) throws IOException {
        if (object.bytes() < partBytes) {
            send(object, RequestBody.fromFile(file));
        } else {
            onlyIfMissing.write(condition -> sendParts(file, object, condition));
        }
        return object;
    }

    private void sendParts(Path file, StoredObject object, @Nullable String condition) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            new PartwiseUpload(s3, bucket, key(object.digest()), partBytes).send(new byte[0], bytes, condition);
        }
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        FetchedStream bytes = fetch(digest, request -> {});
        return new VerifiedStream(bytes, bytes.left(), digest);
    }

    @Override
    public InputStream open(Digest digest, long first, long length) throws IOException {
        return fetch(digest, request -> request.range("bytes=%d-%d".formatted(first, first + length - 1)));
    }

    private FetchedStream fetch(Digest digest, Consumer<GetObjectRequest.Builder> part) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> object = talking(() -> s3.getObject(
                    request -> request.bucket(bucket).key(key(digest)).applyMutation(part)));
            return new FetchedStream(object, object.response().contentLength());
        } catch (IOException e) {
            if (e.getCause() instanceof NoSuchKeyException) {
                throw new FileNotFoundException("there is no object " + digest);
            }
            throw e;
        }
    }

    @Override
    public Optional<URI> address(Digest digest, String fileName, Duration validity) {
        return Optional.ofNullable(presigner)
                .map(signer -> URI.create(signer.presignGetObject(presign ->
                                presign.signatureDuration(validity).getObjectRequest(fetch(digest, fileName)))
                        .url()
                        .toExternalForm()));
    }

    private GetObjectRequest fetch(Digest digest, String fileName) {
        return GetObjectRequest.builder()
                .bucket(bucket)
                .key(key(digest))
                .responseContentDisposition(ContentDisposition.attachment()
                        .filename(fileName)
                        .build()
                        .toString())
                .build();
    }

    @Override
    public void download(Digest digest, Path target) throws IOException {
        try (InputStream object = fetch(digest, request -> {})) {
            Downloads.copy(object, digest, target);
        }
    }

    @Override
    public boolean exists(Digest digest) throws IOException {
        return talking(() -> {
            try {
                s3.headObject(request -> request.bucket(bucket).key(key(digest)));
                return true;
            } catch (NoSuchKeyException e) {
                return false;
            }
        });
    }

    @Override
    public void delete(Digest digest) throws IOException {
        talking(() -> s3.deleteObject(request -> request.bucket(bucket).key(key(digest))));
    }

    String key(Digest digest) {
        return folder + digest.hex().substring(0, 2) + "/" + digest.hex();
    }

    interface Conversation<T> {
        T speak() throws IOException;
    }

    static <T> T talking(Conversation<T> conversation) throws IOException {
        try {
            return conversation.speak();
        } catch (S3Exception e) {
            throw e.statusCode() == INSUFFICIENT_STORAGE
                    ? new StoreFull(e)
                    : e.statusCode() >= SERVER_ERROR ? new StoreUnavailable(e) : new IOException(e);
        } catch (SdkException e) {
            throw new StoreUnavailable(e);
        }
    }
}
