package dev.trainyard.dataset.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.ServiceProcess;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How lean a large part is taken, in the service as users start it. */
@Tag("figures")
class PartFiguresTest {

    private static final String UPLOADS = "/api/v1/datasets/uploads";
    private static final long BYTES = 600L << 20;

    @Test
    void takesAPartOfHundredsOfMegabytesWithASmallHeap(@TempDir Path data) throws Exception {
        try (ServiceProcess service = ServiceProcess.start(128, data)) {
            Http http = service.http();
            Http.Answer begun = http.post(UPLOADS, Map.of("bytes", BYTES, "partBytes", BYTES));
            long before = service.residentMegabytes();
            long begin = System.nanoTime();
            HttpRequest part = HttpRequest.newBuilder(URI.create(begun.at("/parts/0/url")))
                    .PUT(HttpRequest.BodyPublishers.fromPublisher(
                            HttpRequest.BodyPublishers.ofInputStream(PartFiguresTest::noise), BYTES))
                    .timeout(Duration.ofMinutes(5))
                    .build();
            CompletableFuture<HttpResponse<String>> sent =
                    HttpClient.newHttpClient().sendAsync(part, HttpResponse.BodyHandlers.ofString());
            long most = before;
            while (!sent.isDone()) {
                most = Math.max(most, service.residentMegabytes());
                sent.copy()
                        .completeOnTimeout(null, 100, java.util.concurrent.TimeUnit.MILLISECONDS)
                        .join();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;

            System.out.printf(
                    "FIGURE a part of %d MB with -Xmx128m: %.1f s, resident %d MB before, %d MB at most%n",
                    BYTES >> 20, seconds, before, most);
            assertThat(sent.join().statusCode()).as(sent.join().body()).isEqualTo(200);
            assertThat(http.get(begun.location()).at("/arrived/bytes")).isEqualTo(Long.toString(BYTES));
            assertThat(most - before).isLessThan(64);
            assertThat(http.delete(begun.location()).status()).isEqualTo(204);
        }
    }

    /** So many bytes, made as they are read. */
    private static InputStream noise() {
        return new InputStream() {

            private long left = BYTES;

            @Override
            public int read() {
                return left-- > 0 ? (int) (left * 31 & 0xff) : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(length, left);
                left -= count;
                return count;
            }
        };
    }
}
