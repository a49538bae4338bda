package dev.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * Submits jobs, each until it is accepted, and checks afterwards what became of them. It knows nothing but what it asked and
 * what it was answered; a try whose answer was lost is made again with its key.
 */
final class AcceptedJobs implements Runnable {

    private static final String NAME = "random-kills";
    private static final int AT_ONCE = 4;

    private final Supplier<Http> api;
    private final int count;
    private final AtomicInteger begun = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger tries = new AtomicInteger();

    /**
     * @param api where the API is at the moment
     * @param count how many at least
     */
    AcceptedJobs(Supplier<Http> api, int count) {
        this.api = api;
        this.count = count;
    }

    @Override
    public void run() {
        doAll(Collections.nCopies(count, this::submitNext));
    }

    /** Goes on submitting, and looking at what was accepted, until there is enough. */
    void submitUntil(BooleanSupplier enough) {
        doAll(Collections.nCopies(AT_ONCE, () -> {
            while (!enough.getAsBoolean()) {
                look(submitNext());
            }
        }));
    }

    private String submitNext() {
        return submit(NAME + "-" + begun.getAndIncrement());
    }

    private void look(String id) {
        try {
            Answer answer = api.get().get("/api/v1/jobs/" + id);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        } catch (IllegalStateException nobodyAnswered) {
            // that process is going
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }

    /** How many have been accepted so far. */
    int accepted() {
        return accepted.size();
    }

    /** A few at a time; what one of them throws is thrown here. */
    private static void doAll(List<Runnable> errands) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> all = new ArrayList<>();
            errands.forEach(errand -> all.add(threads.submit(errand)));
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private String submit(String key) {
        JsonNode body = Json.mapper().readTree("""
                {"name":"%s","datasetId":"ds_1","metadata":{"script":"epochs:2 checkpoint sleep:50 epochs:3 bundle"},
                 "resources":{"labels":["fleet"]},"definition":{"kind":"sequential","layers":[{"type":"dense"}]}}
                """.formatted(NAME));
        while (true) {
            tries.incrementAndGet();
            try {
                Answer answer = api.get().post("/api/v1/jobs", body, "Idempotency-Key", key);
                if (answer.status() == 202) {
                    accepted.put(key, answer.at("/id"));
                    return answer.at("/id");
                }
                assertThat(answer.status()).as(answer.text()).isIn(409, 503);
            } catch (IllegalStateException nobodyAnswered) {
                // asked again
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    int tries() {
        return tries.get();
    }

    /** Waits until every accepted job has ended, and checks its history. */
    void check() {
        assertThat(accepted).hasSize(begun.get()).hasSizeGreaterThanOrEqualTo(count);
        assertThat(new HashSet<>(accepted.values())).as("each accepted once").hasSameSizeAs(accepted.keySet());
        doAll(accepted.values().stream().<Runnable>map(id -> () -> check(id)).toList());
        assertThat(all()).as("none is there that was not accepted").isEqualTo(Set.copyOf(accepted.values()));
    }

    private void check(String id) {
        Fleet.await()
                .atMost(Duration.ofHours(1))
                .pollDelay(Duration.ZERO)
                .until(() -> api.get()
                        .get("/api/v1/jobs/" + id)
                        .json()
                        .at("/terminal")
                        .asBoolean());
        JsonNode job = api.get().get("/api/v1/jobs/" + id).json();
        assertThat(job.at("/state").asString()).as(job.toString()).isEqualTo("succeeded");
        int attempts = 0;
        int ends = 0;
        for (JsonNode transition : job.at("/transitions")) {
            if (transition.at("/state").asString().equals("running")) {
                assertThat(transition.at("/attempt").asInt()).as(job.toString()).isEqualTo(++attempts);
            }
            ends += transition.at("/state").asString().equals("succeeded") ? 1 : 0;
        }
        assertThat(ends).as("results of " + id).isEqualTo(1);
        JsonNode events = api.get().get("/api/v1/jobs/" + id + "/events").json().at("/data");
        assertThat(events.valueStream().mapToLong(event -> event.at("/seq").asLong()))
                .as("events of " + id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, events.size()).boxed().toList());
        assertThat(events.get(events.size() - 1).at("/type").asString()).isEqualTo("end");
    }

    private Set<String> all() {
        Set<String> ids = new HashSet<>();
        String after = "";
        boolean more = true;
        while (more) {
            JsonNode page = api.get()
                    .get("/api/v1/jobs?model=" + NAME + "&limit=200" + after)
                    .json();
            page.at("/data").forEach(job -> ids.add(job.at("/id").asString()));
            more = page.at("/hasMore").asBoolean();
            after = "&after=" + page.at("/nextAfter").asString();
        }
        return ids;
    }
}
