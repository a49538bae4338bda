package dev.trainyard.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect provider on this machine: discovery, keys that it changes, and tokens that it signs. */
final class TestIssuer implements AutoCloseable {

    static final String AUDIENCE = "trainyard";
    static final JWK RSA = rsa("first");
    static final JWK ELLIPTIC = elliptic("curved");

    private final HttpServer server;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<JWK> keys = List.of(RSA, ELLIPTIC);
    private volatile int status = 200;
    private volatile String itself;
    private volatile String keysAddress;

    TestIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        itself = name();
        keysAddress = name() + "/keys";
        server.createContext("/realm/.well-known/openid-configuration", this::about);
        server.createContext("/realm/keys", this::keys);
        server.start();
    }

    String name() {
        return "http://127.0.0.1:%d/realm".formatted(server.getAddress().getPort());
    }

    private void about(HttpExchange exchange) throws IOException {
        answer(exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(itself, keysAddress));
    }

    private void keys(HttpExchange exchange) throws IOException {
        fetches.incrementAndGet();
        answer(exchange, new JWKSet(keys).toString(true));
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Location", name() + "/keys");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** How often its keys were fetched. */
    int fetches() {
        return fetches.get();
    }

    void uses(JWK... next) {
        keys = List.of(next);
    }

    void answersWith(int next) {
        status = next;
    }

    void calls(String other) {
        itself = other;
    }

    void keepsKeysAt(String address) {
        keysAddress = address;
    }

    static JWK rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWK elliptic(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token of it says, if nothing else is asked for. */
    JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(name())
                .audience(AUDIENCE)
                .subject("ada")
                .issueTime(Date.from(now.minusSeconds(120)))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("realm_access", Map.of("roles", List.of("staff", "ml-team")));
    }

    /** A token by which somebody is what these groups make of her. */
    String token(String subject, String... groups) {
        return signed(
                RSA,
                claims(Instant.now())
                        .subject(subject)
                        .claim("realm_access", Map.of("roles", List.of(groups)))
                        .build());
    }

    static String signed(JWK key, JWTClaimsSet claims) {
        JWSAlgorithm algorithm = key.getKeyType().getValue().equals("EC") ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
        return signed(
                key, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).type(JOSEObjectType.JWT), claims);
    }

    static String signed(JWK key, JWSHeader.Builder header, JWTClaimsSet claims) {
        try {
            JWSHeader made = header.build();
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, made.getAlgorithm());
            SignedJWT token = new SignedJWT(made, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
