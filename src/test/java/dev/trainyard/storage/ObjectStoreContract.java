package dev.trainyard.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every object store does. */
abstract class ObjectStoreContract {

    private static final Digest HELLO = new Digest("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    private static final Digest NOTHING =
            new Digest("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    @TempDir
    Path folder;

    abstract ObjectStore store();

    /** Whether callers may fetch objects from the store itself. */
    abstract boolean givesAddresses();

    /** How many objects there are, finished or not. */
    abstract long objects() throws IOException;

    /** Damages a stored object behind the store's back. */
    abstract void damage(Digest digest) throws IOException;

    @Test
    void keepsBytesUnderTheirDigest() throws IOException {
        StoredObject stored = store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);

        assertThat(stored).isEqualTo(new StoredObject(HELLO, 5));
        assertThat(store().exists(HELLO)).isTrue();
        assertThat(read(HELLO)).isEqualTo("hello".getBytes(UTF_8));
    }

    @Test
    void keepsNothingAtAll() throws IOException {
        assertThat(store().put(InputStream.nullInputStream(), 100)).isEqualTo(new StoredObject(NOTHING, 0));
        assertThat(read(NOTHING)).isEmpty();
    }

    @Test
    void opensPartsOfObjects() throws IOException {
        Digest digest = store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100)
                .digest();
        try (InputStream middle = store().open(digest, 1, 3);
                InputStream end = store().open(digest, 3, 100)) {
            assertThat(middle.readAllBytes()).isEqualTo("ell".getBytes(UTF_8));
            assertThat(end.readAllBytes()).isEqualTo("lo".getBytes(UTF_8));
        }
        assertThatThrownBy(() -> store().open(NOTHING, 0, 1)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void keepsLongStreamsOfUnknownLength() throws IOException {
        byte[] bytes = random(23 << 20, 1);

        StoredObject stored = store().put(new ByteArrayInputStream(bytes), Long.MAX_VALUE);

        assertThat(stored.bytes()).isEqualTo(bytes.length);
        assertThat(read(stored.digest())).isEqualTo(bytes);
        assertThat(objects()).isEqualTo(1);
    }

    @Test
    void keepsStreamsOfExactlyOnePart() throws IOException {
        byte[] bytes = random(5 << 20, 2);
        StoredObject stored = store().put(new ByteArrayInputStream(bytes), bytes.length);
        assertThat(read(stored.digest())).isEqualTo(bytes);
    }

    @Test
    void keepsFiles() throws IOException {
        byte[] bytes = random(11 << 20, 3);
        Path file = Files.write(folder.resolve("file"), bytes);

        StoredObject stored = store().put(file);

        assertThat(store().put(new ByteArrayInputStream(bytes), Long.MAX_VALUE)).isEqualTo(stored);
        assertThat(read(stored.digest())).isEqualTo(bytes);
        assertThat(objects()).isEqualTo(1);
    }

    @Test
    void keepsNothingOfAStreamThatIsTooLong() {
        for (int length : List.of(101, 23 << 20)) {
            assertThatThrownBy(() -> store().put(new ByteArrayInputStream(new byte[length]), length - 1))
                    .isInstanceOfSatisfying(
                            ObjectTooLarge.class, e -> assertThat(e.mostBytes()).isEqualTo(length - 1));
        }
        assertThat(objectCount()).isZero();
    }

    @Test
    void keepsNothingOfAStreamThatBreaks() {
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[7 << 20]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the caller hung up");
            }
        });
        assertThatThrownBy(() -> store().put(breaking, Long.MAX_VALUE)).hasMessageContaining("hung up");
        assertThat(objectCount()).isZero();
    }

    @Test
    void storesEqualBytesOnceWhenManyPutThemAtOnce() throws Exception {
        byte[] bytes = random(6 << 20, 4);
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            Callable<StoredObject> put = () -> store().put(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
            List<Future<StoredObject>> stored = callers.invokeAll(List.of(put, put, put, put));
            for (Future<StoredObject> one : stored) {
                assertThat(read(one.get().digest())).isEqualTo(bytes);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(objects()).isEqualTo(1);
    }

    @Test
    void doesNotWriteWhatIsThereAgain() throws IOException {
        byte[] bytes = random(6 << 20, 5);
        Path file = Files.write(folder.resolve("file"), bytes);
        Digest digest = store().put(file).digest();
        damage(digest); // shows whether anything is written over it
        store().put(file);
        store().put(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        damage(HELLO);
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        for (Digest damaged : List.of(digest, HELLO)) {
            assertThatThrownBy(() -> store().download(damaged, folder.resolve("copy")))
                    .isInstanceOf(CorruptObject.class);
        }
        assertThat(objects()).isEqualTo(2);
    }

    @Test
    void handsObjectsOutByAnAddressOrNotAtAll() throws Exception {
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        Optional<URI> address = store().address(HELLO, "greeting.txt", Duration.ofMinutes(5));
        assertThat(address.isPresent()).isEqualTo(givesAddresses());
        if (address.isPresent()) {
            HttpResponse<String> answer = get(address.get());
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .hasValue("attachment; filename=\"greeting.txt\"");
            String another = address.get().toString().replace(HELLO.hex(), NOTHING.hex());
            assertThat(get(URI.create(another)).statusCode()).isEqualTo(403);
        }
    }

    private static HttpResponse<String> get(URI address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void downloadsIntoAFile() throws IOException {
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        store().download(HELLO, folder.resolve("copy"));
        assertThat(folder.resolve("copy")).hasContent("hello");
    }

    @Test
    void refusesToDownloadDamagedBytes() throws IOException {
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        damage(HELLO);
        assertThatThrownBy(() -> store().download(HELLO, folder.resolve("copy")))
                .isInstanceOf(CorruptObject.class);
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void lendsAFile() throws IOException {
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        store().lend(HELLO, folder.resolve("lent"));
        assertThat(folder.resolve("lent")).hasContent("hello");
        Files.delete(folder.resolve("lent"));
        assertThat(read(HELLO)).isEqualTo("hello".getBytes(UTF_8));
    }

    @Test
    void refusesToLendDamagedBytes() throws IOException {
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        store().lend(HELLO, folder.resolve("before"));
        damage(HELLO);
        assertThatThrownBy(() -> store().lend(HELLO, folder.resolve("lent"))).isInstanceOf(CorruptObject.class);
        assertThat(folder.resolve("lent")).doesNotExist();
        assertThatThrownBy(() -> store().lend(NOTHING, folder.resolve("lent")))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void takesFilesAway() throws IOException {
        byte[] bytes = random(11 << 20, 3);
        Path file = Files.write(folder.resolve("file"), bytes);
        Path again = Files.write(folder.resolve("again"), bytes);

        StoredObject stored = store().take(file);

        assertThat(store().take(again)).isEqualTo(stored);
        assertThat(read(stored.digest())).isEqualTo(bytes);
        assertThat(objects()).isEqualTo(1);
        assertThat(file).doesNotExist();
        assertThat(again).doesNotExist();
    }

    @Test
    void missesWhatItDoesNotHave() throws IOException {
        assertThat(store().exists(HELLO)).isFalse();
        assertThatThrownBy(() -> store().open(HELLO)).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> store().download(HELLO, folder.resolve("copy")))
                .isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void deletesOnceAndAgain() throws IOException {
        store().put(new ByteArrayInputStream("hello".getBytes(UTF_8)), 100);
        store().delete(HELLO);
        store().delete(HELLO);
        assertThat(store().exists(HELLO)).isFalse();
    }

    private byte[] read(Digest digest) throws IOException {
        try (InputStream object = store().open(digest)) {
            return object.readAllBytes();
        }
    }

    private long objectCount() {
        try {
            return objects();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
