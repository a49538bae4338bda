package dev.trainyard.security;

import com.nimbusds.jose.jwk.JWKSet;
import dev.trainyard.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An OpenID Connect provider, as far as it is asked: where its public keys are, and which they are (OpenID Connect Discovery 1.0). */
final class Issuer {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LARGEST_ANSWER = 1 << 20;

    private final String name;
    private final boolean insecure;
    // It would only be led elsewhere.
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param insecure whether its keys may come without TLS from another machine */
    Issuer(String name, boolean insecure) {
        this.name = name;
        this.insecure = insecure;
    }

    String name() {
        return name;
    }

    /** Asks where the keys are and fetches them. */
    JWKSet keys() throws IOException {
        String about = name.replaceFirst("/+$", "") + "/.well-known/openid-configuration";
        JsonNode discovered = discovered(get(about));
        String itself = discovered.path("issuer").asString("");
        if (!itself.equals(name)) {
            throw new IOException("%s names the issuer '%s' and not '%s'".formatted(about, itself, name));
        }
        String address = discovered.path("jwks_uri").asString("");
        if (!insecure && !OidcSettings.isSafe(address)) {
            throw new IOException("%s names as jwks_uri '%s', which is no https address".formatted(about, address));
        }
        return parsed(get(address));
    }

    private static JsonNode discovered(String text) throws IOException {
        try {
            return Json.mapper().readTree(text);
        } catch (JacksonException e) {
            throw new IOException("the answer is no JSON", e);
        }
    }

    private static JWKSet parsed(String text) throws IOException {
        try {
            return JWKSet.parse(text).toPublicJWKSet();
        } catch (ParseException e) {
            throw new IOException("the answer is no set of keys", e);
        }
    }

    private String get(String address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(uri(address))
                .header("Accept", "application/json")
                .timeout(PATIENCE)
                .build();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        HttpResponse<Void> answer = answer(request, body);
        if (answer.statusCode() != 200) {
            throw new IOException("%s answers %d".formatted(address, answer.statusCode()));
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static URI uri(String address) throws IOException {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            throw new IOException("'%s' is no address".formatted(address), e);
        }
    }

    private HttpResponse<Void> answer(HttpRequest request, ByteArrayOutputStream body) throws IOException {
        var receiving = http.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> append(body, bytes))));
        try {
            return receiving.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            receiving.cancel(true);
            throw new IOException("%s does not answer (%s)".formatted(request.uri(), reason(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }

    private static void append(ByteArrayOutputStream body, byte[] bytes) {
        if (body.size() + bytes.length > LARGEST_ANSWER) {
            throw new IllegalStateException("the answer is longer than %d bytes".formatted(LARGEST_ANSWER));
        }
        body.writeBytes(bytes);
    }
}
