package dev.trainyard.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects in a bucket, under {@code aa/<digest>}. A stream's digest is known only at its end, so a long one goes to
 * {@code incoming/<uuid>} in parts first and is then copied by the server; memory holds one part.
 */
final class S3Store implements ObjectStore {

    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_STORAGE = 507;

    private final S3Client s3;
    private final String bucket;
    private final int partBytes;

    S3Store(S3Client s3, String bucket, int partBytes) {
        this.s3 = s3;
        this.bucket = bucket;
        this.partBytes = partBytes;
    }

    @Override
    public StoredObject put(InputStream bytes, long mostBytes) throws IOException {
        MeasuredStream measured = new MeasuredStream(bytes, mostBytes);
        byte[] first = measured.readNBytes(partBytes);
        return talking(() -> first.length < partBytes ? putShort(first, measured) : putLong(first, measured));
    }

    private StoredObject putShort(byte[] bytes, MeasuredStream measured) {
        StoredObject object = measured.measured();
        s3.putObject(request -> request.bucket(bucket).key(key(object.digest())), RequestBody.fromBytes(bytes));
        return object;
    }

    private StoredObject putLong(byte[] first, MeasuredStream rest) throws IOException {
        String aside = "incoming/" + UUID.randomUUID();
        try {
            new PartwiseUpload(s3, bucket, aside, partBytes).send(first, rest);
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
            s3.putObject(request -> request.bucket(bucket).key(key(object.digest())), RequestBody.fromFile(file));
            return object;
        }
        try (InputStream bytes = Files.newInputStream(file)) {
            new PartwiseUpload(s3, bucket, key(object.digest()), partBytes).send(new byte[0], bytes);
            return object;
        }
    }

    @Override
    public InputStream open(Digest digest) throws IOException {
        return open(digest, request -> {});
    }

    @Override
    public InputStream open(Digest digest, long first, long length) throws IOException {
        return open(digest, request -> request.range("bytes=%d-%d".formatted(first, first + length - 1)));
    }

    private InputStream open(Digest digest, Consumer<GetObjectRequest.Builder> part) throws IOException {
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
    public void download(Digest digest, Path target) throws IOException {
        try (InputStream object = open(digest)) {
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

    static String key(Digest digest) {
        return digest.hex().substring(0, 2) + "/" + digest.hex();
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
