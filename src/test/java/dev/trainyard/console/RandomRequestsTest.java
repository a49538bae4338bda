package dev.trainyard.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever somebody sends, the service answers for it, and lives. */
@TrainyardTest
class RandomRequestsTest {

    /** Begin a process of their own, wait, or look names up; left to the figure. */
    private static final Set<String> COSTLY =
            Set.of("makeDatasets", "uploadDatasets", "mendDatasets", "makeWebhook", "changeWebhook", "submitJob");

    private static final Pattern INSIDE = Pattern.compile(
            "\\bat [a-z]+(\\.[\\w$]+)+\\(|[a-z]+\\.[a-z.]+\\.[A-Z]\\w+(Exception|Error)\\b|/tmp/|org\\.postgresql|PSQLException");

    private static final Set<Integer> MEANT = Set.of(501, 503, 507);

    @LocalServerPort
    private int port;

    @Test
    void answersForEveryRequest() throws Exception {
        answers(1, Integer.getInteger("trainyard.few", 200), 20_261_126L, operation -> !COSTLY.contains(operation));
    }

    /** {@code -Dtrainyard.requests=5000 -Dtrainyard.seed=1} for fewer, or for the same again; {@code -Dtrainyard.callers=1} for one by one. */
    @Test
    @Tag("figures")
    void answersForAHundredThousandRequests() throws Exception {
        answers(
                Integer.getInteger("trainyard.callers", 8),
                Integer.getInteger("trainyard.requests", 100_000),
                Long.getLong("trainyard.seed", System.nanoTime()),
                operation -> true);
    }

    private void answers(int callers, int count, long seed, Predicate<String> wanted) throws Exception {
        System.out.printf("%d random requests, seed %d%n", count, seed);
        Http http = new Http(port);
        RandomRequests requests =
                new RandomRequests(seed, http.base(), http.get("/v3/api-docs").json(), wanted);
        HttpClient client = HttpClient.newHttpClient();
        List<String> faults = new CopyOnWriteArrayList<>();
        Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
        AtomicInteger sent = new AtomicInteger();
        Callable<Void> caller = () -> {
            while (sent.getAndIncrement() < count) {
                statuses.merge(send(client, next(requests), faults), 1, Integer::sum);
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        for (Future<Void> each : threads.invokeAll(Collections.nCopies(callers, caller))) {
            each.get();
        }
        threads.shutdown();
        System.out.println("statuses: " + statuses);
        assertThat(faults).as("seed %d", seed).isEmpty();
        assertThat(http.get("/v2/health/live").status()).isEqualTo(200);
    }

    private static HttpRequest next(RandomRequests requests) {
        synchronized (requests) {
            return requests.next();
        }
    }

    private static int send(HttpClient client, HttpRequest request, List<String> faults) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            boolean failed = answer.statusCode() >= 500 && !MEANT.contains(answer.statusCode());
            if (failed
                    || answer.statusCode() >= 400
                            && INSIDE.matcher(answer.body()).find()) {
                faults.add("%s %s: %d %s\n    sent: %s"
                        .formatted(
                                request.method(),
                                request.uri(),
                                answer.statusCode(),
                                shortened(answer.body()),
                                shortened(sent(request))));
                System.out.println(faults.get(faults.size() - 1));
            }
            return answer.statusCode();
        } catch (HttpTimeoutException e) {
            faults.add("%s %s: no answer".formatted(request.method(), request.uri()));
            return 0;
        } catch (IOException e) {
            // A refused body may be answered by a connection that ends.
            return -1;
        }
    }

    private static String shortened(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "..." : text;
    }

    private static String sent(HttpRequest request) {
        return request.bodyPublisher()
                .map(body -> {
                    StringBuilder text = new StringBuilder();
                    body.subscribe(new Collector(text));
                    return text.toString();
                })
                .orElse("");
    }

    /** Reads what a publisher of bytes in memory publishes. */
    private record Collector(StringBuilder text) implements java.util.concurrent.Flow.Subscriber<java.nio.ByteBuffer> {
        @Override
        public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(java.nio.ByteBuffer bytes) {
            text.append(java.nio.charset.StandardCharsets.UTF_8.decode(bytes));
        }

        @Override
        public void onError(Throwable e) {
            text.append(e);
        }

        @Override
        public void onComplete() {
            // all of it is there
        }
    }
}
