package dev.trainyard.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Talks to the service as any other program would. */
public final class Http {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String[] always;

    public Http(int port) {
        this("http://localhost:" + port);
    }

    private Http(String base, String... always) {
        this.base = base;
        this.always = always;
    }

    /** The same service, to which every request says so. */
    public Http saying(String... headers) {
        return new Http(base, headers);
    }

    public int port() {
        return URI.create(base).getPort();
    }

    /** The address of the service, without a slash at its end. */
    public String base() {
        return base;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** The headers of an answer. */
    public HttpHeaders headers(String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create(base + path)).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .headers();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer post(String path, Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer patch(String path, Object body) {
        return send("PATCH", path, body);
    }

    public Answer put(String path, Object body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** Uploads bytes as a raw body. */
    public Answer upload(String path, byte[] bytes) {
        return send(newRequest(path)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build());
    }

    /** Makes a built-in sample and waits until it is read. */
    public Answer sample(String name, Map<String, ?> spec) {
        return read(post("/api/v1/datasets/samples/" + name, spec));
    }

    /**
     * Uploads a data set and waits until it is read.
     *
     * @param query how to read it, such as {@code name=points&kind=tabular}
     */
    public Answer dataset(String query, byte[] bytes) {
        return read(upload("/api/v1/datasets?" + query, bytes));
    }

    /**
     * What became of a data set once it is read: {@code answer} itself, unless reading takes longer than its call, as it may
     * on a busy machine. No test may use a data set that it has not waited for.
     */
    public Answer read(Answer answer) {
        if (answer.status() != 202) {
            return answer;
        }
        boolean inParts = answer.location().contains("/uploads/");
        String address = "/api/v1/datasets/" + (inParts ? joined(answer) : answer.at("/id"));
        Answer read = await(address + "?wait=60", now -> !now.at("/state").equals("processing"));
        return new Answer(answer.location().isEmpty() ? 200 : 201, read.text(), address);
    }

    /** A data set that somebody else made, once it is read. */
    public Answer readDataset(String id) {
        return await(
                "/api/v1/datasets/" + id + "?wait=60", now -> !now.at("/state").equals("processing"));
    }

    /** The data set of an upload in parts. */
    private String joined(Answer upload) {
        return await(upload.location(), now -> !now.at("/datasetId").isEmpty()).at("/datasetId");
    }

    /** Submits a job and waits until it has succeeded. */
    public Answer trained(Object job) {
        return succeeded(post("/api/v1/jobs", job));
    }

    /** The job that was accepted, once it has succeeded. */
    public Answer succeeded(Answer accepted) {
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        Answer job = ended(accepted.at("/id"));
        assertThat(job.at("/state")).as(job.text()).isEqualTo("succeeded");
        return job;
    }

    /** A job once it has ended, however busy the machine is. */
    public Answer ended(String job) {
        return await(
                "/api/v1/jobs/" + job + "?wait=60",
                now -> now.json().at("/terminal").asBoolean());
    }

    /** What an address answers once {@code over} holds of it, or it is not to be had. */
    public Answer await(String path, Predicate<Answer> over, String... headers) {
        return Awaitility.await("GET " + path)
                .atMost(LONGEST_WAIT)
                .until(() -> get(path, headers), now -> now.status() != 200 || over.test(now));
    }

    /** The lines of a server-sent event stream, until the service closes it. */
    public Stream<String> events(String path, String... headers) {
        HttpRequest.Builder request =
                newRequest(path).header("Accept", "text/event-stream").timeout(Duration.ofMinutes(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder newRequest(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return always.length == 0 ? request : request.headers(always);
    }

    /** Any request. */
    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        HttpRequest.Builder request = newRequest(path).timeout(Duration.ofMinutes(5));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            String json = body instanceof String text ? text : Json.mapper().writeValueAsString(body);
            request.setHeader("Content-Type", contentType(headers));
            request.method(method, HttpRequest.BodyPublishers.ofString(json));
        }
        return send(request.build());
    }

    private static String contentType(String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase("Content-Type")) {
                return headers[i + 1];
            }
        }
        return "application/json";
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(""),
                    response.headers().firstValue("Retry-After").orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the service answered. */
    public record Answer(int status, String text, String location, String retryAfter) {

        public Answer(int status, String text, String location) {
            this(status, text, location, "");
        }

        public JsonNode json() {
            return Json.mapper().readTree(text);
        }

        /** The value at a JSON Pointer, as text. */
        public String at(String pointer) {
            return json().at(pointer).asString();
        }
    }
}
