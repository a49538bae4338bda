package dev.trainyard.testing;

import dev.trainyard.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Talks to the service as any other program would. */
public final class Http {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    public Http(int port) {
        base = "http://localhost:" + port;
    }

    /** The address of the service, without a slash at its end. */
    public String base() {
        return base;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
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

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Uploads bytes as a raw body. */
    public Answer upload(String path, byte[] bytes) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .build());
    }

    /** What became of a data set once it is read: {@code created} itself, unless reading took longer than its call. */
    public Answer read(Answer created) {
        if (created.status() != 202) {
            return created;
        }
        Answer read = get(created.location() + "?wait=60");
        return new Answer(201, read.text(), created.location());
    }

    /** The lines of a server-sent event stream, until the service closes it. */
    public Stream<String> events(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Accept", "text/event-stream")
                .timeout(Duration.ofSeconds(120));
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

    private Answer send(String method, String path, @Nullable Object body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(90));
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
                    response.headers().firstValue("Location").orElse(""));
        } catch (IOException e) {
            throw new IllegalStateException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What the service answered. */
    public record Answer(int status, String text, String location) {

        public JsonNode json() {
            return Json.mapper().readTree(text);
        }

        /** The value at a JSON Pointer, as text. */
        public String at(String pointer) {
            return json().at(pointer).asString();
        }
    }
}
