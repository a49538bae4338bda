package dev.trainyard.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.Http.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Jobs whose trainers are killed again and again, one of each kind at a time: where one has come to its end nevertheless, another
 * like it takes its place. Everything waits for states, however long they take.
 */
final class KilledJobs {

    private static final double LARGEST_STEP = 0.1;

    private final Random random;
    private final int longestPauseMillis;
    private final Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();
    private final Map<String, String> running = new LinkedHashMap<>();
    private final Map<String, Integer> killed = new LinkedHashMap<>();
    private Http http;

    /** @param longestPauseMillis how long one works at most before it is killed by the clock */
    KilledJobs(Random random, int longestPauseMillis, Http http) {
        this.random = random;
        this.longestPauseMillis = longestPauseMillis;
        this.http = http;
    }

    /** From now on the service is this one. */
    void moveTo(Http service) {
        http = service;
    }

    /** Submits the first job of a kind. */
    void begin(String kind, Map<String, Object> body) {
        bodies.put(kind, body);
        running.put(kind, submit(body));
    }

    private String submit(Map<String, Object> body) {
        String id = submit(http, body);
        killed.put(id, 0);
        return id;
    }

    static String submit(Http http, Map<String, Object> body) {
        Answer accepted = http.post("/api/v1/jobs", body);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        return accepted.at("/id");
    }

    /** Puts another in the place of each that has ended. */
    void refill() {
        running.replaceAll((kind, id) -> job(id).json().at("/terminal").asBoolean() ? submit(bodies.get(kind)) : id);
    }

    /** Kills one trainer at a moment of its work that chance decides, by the clock or by how far training is. */
    void killOne(Trainers trainers) {
        boolean done = false;
        while (!done) {
            String id = Waiting.until(() -> oneAtWork(trainers));
            if (random.nextBoolean()) {
                Waiting.pause(1 + random.nextInt(longestPauseMillis));
            } else {
                awaitShare(id, fraction(job(id)) + LARGEST_STEP * random.nextDouble());
            }
            done = trainers.kill(id);
            killed.merge(id, done ? 1 : 0, Integer::sum);
        }
    }

    /** Others begin meanwhile for those that end unseen. */
    private Optional<String> oneAtWork(Trainers trainers) {
        refill();
        List<String> atWork = new ArrayList<>(running.values());
        atWork.retainAll(trainers.jobs(running.values()));
        return atWork.isEmpty() ? Optional.empty() : Optional.of(atWork.get(random.nextInt(atWork.size())));
    }

    private void awaitShare(String id, double share) {
        Waiting.until(() ->
                Optional.of(job(id)).filter(job -> job.json().at("/terminal").asBoolean() || fraction(job) >= share));
    }

    /** Waits for a moment of work that chance decides, and notes which jobs break off when the worker of these trainers dies now. */
    void lose(Trainers trainers) {
        Waiting.until(() -> oneAtWork(trainers));
        Waiting.pause(1 + random.nextInt(longestPauseMillis));
        trainers.jobs(running.values()).forEach(id -> killed.merge(id, 1, Integer::sum));
    }

    private Answer job(String id) {
        return http.get("/api/v1/jobs/" + id);
    }

    private static double fraction(Answer job) {
        return job.json().at("/progress/fraction").asDouble();
    }

    /** How often each job lost its process, by its id, in the order in which they were submitted. */
    Map<String, Integer> killed() {
        return killed;
    }

    /** Waits for the end of all and answers them. */
    List<Answer> ended() {
        return killed.keySet().stream()
                .map(id -> Waiting.until(() -> Optional.of(http.get("/api/v1/jobs/" + id + "?wait=30"))
                        .filter(job -> job.json().at("/terminal").asBoolean())))
                .toList();
    }
}
