package dev.trainyard.dataset.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trainyard.dataset.Dataset;
import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.dataset.Datasets;
import dev.trainyard.dataset.reader.TestArchive;
import dev.trainyard.dataset.reader.TestPictures;
import dev.trainyard.home.DataFolder;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What lies in the store while data sets come and go. */
@TrainyardTest
class StoredBytesTest {

    private static final String DATASETS = "/api/v1/datasets";

    private final Http http;

    @Autowired
    private DataFolder data;

    @Autowired
    private Orphans orphans;

    @Autowired
    private ObjectStore store;

    @Autowired
    private Datasets datasets;

    @Autowired
    StoredBytesTest(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void freesTheBytesOfTwinsWithTheLastOfThem() throws IOException {
        Set<String> before = objects();
        byte[] bytes = table("twin").getBytes(UTF_8);
        Http.Answer one = http.dataset("name=one", bytes);
        Http.Answer other = http.dataset("name=other", bytes);
        assertThat(newSince(before)).containsExactlyInAnyOrder(one.at("/sha256"), one.at("/typedSha256"));

        delete(one);
        assertThat(newSince(before)).containsExactlyInAnyOrder(one.at("/sha256"), one.at("/typedSha256"));
        String left = DATASETS + "/" + other.at("/id");
        assertThat(http.get(left + "/content").text()).isEqualTo(new String(bytes, UTF_8));
        Http.Answer reread =
                http.read(http.patch(left, Map.of("columns", List.of(Map.of("name", "n", "type", "categorical")))));
        assertThat(reread.at("/state")).as(reread.text()).isEqualTo("ready");
        orphans.sweep();
        assertThat(newSince(before)).containsExactlyInAnyOrder(reread.at("/sha256"), reread.at("/typedSha256"));

        delete(other);
        assertThat(newSince(before)).isEmpty();
    }

    @Test
    void freesPixelsAndTheFilesThatOneUploadWasPackedOf() throws IOException {
        Set<String> before = objects();
        // No other test's pictures: equal bytes are stored once.
        byte[] zip = new TestArchive()
                .with("stored/1.png", TestPictures.grey(11, 7, 13))
                .with("freed/1.png", TestPictures.grey(11, 7, 17))
                .zip();
        Http.Answer pictures = http.dataset("kind=images", zip);
        assertThat(pictures.at("/state")).as(pictures.text()).isEqualTo("ready");
        assertThat(newSince(before)).hasSize(3);
        delete(pictures);
        assertThat(newSince(before)).isEmpty();

        Http.Answer refused = http.post(
                DATASETS,
                part("file\"; filename=\"a.csv", table("refused")) + part("spec", "{\"delimiter\":\"ab\"}")
                        + "--limit--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=limit");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(newSince(before)).isEmpty();

        Http.Answer pair = http.post(
                DATASETS,
                part("file\"; filename=\"a.csv", table("a")) + part("file\"; filename=\"b.csv", table("b"))
                        + "--limit--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=limit");
        assertThat(http.read(pair).at("/state")).isEqualTo("rejected");
        assertThat(newSince(before)).hasSize(1);
        delete(pair);
        assertThat(newSince(before)).isEmpty();
    }

    private void uploadsAndDeletes(byte[] bytes, AtomicInteger refused) throws IOException {
        for (int i = 0; i < 25; i++) {
            StoredObject object = store.put(new ByteArrayInputStream(bytes), bytes.length);
            try {
                Dataset added = datasets.add("race", DatasetSpec.EMPTY, "race.csv", object);
                assertThat(store.exists(object.digest())).isTrue();
                datasets.delete(added.getId());
                orphans.sweep();
            } catch (Problem e) {
                assertThat(e.type()).isEqualTo(ProblemType.UNAVAILABLE);
                refused.incrementAndGet();
            }
        }
    }

    @Test
    void neverTakesTheBytesOfAnUploadThatCameWhileItsTwinWasDeleted() throws Exception {
        Set<String> before = objects();
        byte[] bytes = table("race").getBytes(UTF_8);
        AtomicInteger refused = new AtomicInteger();
        Callable<@Nullable Void> caller = () -> {
            try (Tenant.Scope scope = Tenant.of(Tenant.DEFAULT)) {
                uploadsAndDeletes(bytes, refused);
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<@Nullable Void> done : threads.invokeAll(List.of(caller, caller, caller, caller))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(refused.get()).isLessThan(100);
        await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            orphans.sweep();
            assertThat(newSince(before)).isEmpty();
        });
    }

    private void delete(Http.Answer dataset) {
        assertThat(http.delete(DATASETS + "/" + dataset.at("/id")).status()).isEqualTo(204);
    }

    private Set<String> newSince(Set<String> before) throws IOException {
        Set<String> now = objects();
        now.removeAll(before);
        return now;
    }

    private Set<String> objects() throws IOException {
        try (Stream<Path> files = Files.walk(data.store())) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }

    private static String table(String word) {
        return IntStream.range(0, 20)
                .mapToObj(i -> "%d,%s".formatted(i % 7, word))
                .collect(Collectors.joining("\n", "n,word\n", "\n"));
    }

    private static String part(String name, String text) {
        return "--limit\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(name, text);
    }
}
