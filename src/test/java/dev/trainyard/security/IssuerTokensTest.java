package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.trainyard.problem.ProblemType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Against an issuer that answers over HTTP and signs with keys of its own. */
class IssuerTokensTest {

    private static final String ROLES = "admins=admin,ml-team=trainer,staff=viewer";
    private static final JWK STRANGER = TestIssuer.rsa("first");

    private final TestIssuer issuer = new TestIssuer();
    private final HandClock clock = new HandClock();
    private final Tokens tokens = tokens(settings("realm_access.roles", "sub"));

    private Tokens tokens(OidcSettings settings) {
        return new Tokens(settings, new IssuerKeys(new Issuer(issuer.name(), false), clock), clock);
    }

    private OidcSettings settings(String roleClaim, String nameClaim) {
        return new OidcSettings(issuer.name(), TestIssuer.AUDIENCE, roleClaim, ROLES, null, nameClaim);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void takesWhatTheIssuerSigned() {
        for (JWK key : List.of(TestIssuer.RSA, TestIssuer.ELLIPTIC)) {
            ApiKey caller = admitted(TestIssuer.signed(key, claims().build()));
            assertThat(caller.name()).isEqualTo("oidc:ada");
            assertThat(caller.role()).isEqualTo(Role.TRAINER);
            assertThat(caller.tenant()).isEqualTo("default");
        }
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.PS256).type(new JOSEObjectType("at+jwt"));
        admitted(TestIssuer.signed(TestIssuer.RSA, header, claims().build()));
        assertThat(issuer.fetches()).isOne();
    }

    @Test
    void refusesWhatNobodySigned() {
        refused(new PlainJWT(claims().build()).serialize());
        String[] parts = signed(claims()).split("\\.");
        refused(encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".");
        refused(encoded("{\"alg\":\"nOnE\"}") + "." + parts[1] + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(encoded("{\"alg\":\"ES256\",\"kid\":\"curved\"}") + "." + parts[1] + "."
                + Base64URL.encode(new byte[64]));
    }

    private static String encoded(String json) {
        return Base64URL.encode(json).toString();
    }

    @Test
    void refusesWhatWasSignedWithWhatEverybodyKnows() throws JOSEException {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + com.nimbusds.jose.util.Base64.encode(
                        TestIssuer.RSA.toRSAKey().toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----";
        for (byte[] secret : List.of(
                TestIssuer.RSA.toRSAKey().toRSAPublicKey().getEncoded(),
                TestIssuer.RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                pem.getBytes(StandardCharsets.US_ASCII),
                new byte[32])) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
            forged.sign(new MACSigner(secret));
            refused(forged.serialize());
        }
    }

    @Test
    void refusesWhatSomebodyElseSigned() throws JOSEException {
        refused(TestIssuer.signed(STRANGER, claims().build()));
        JWSHeader.Builder bringsItsKey = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .jwk(STRANGER.toRSAKey().toPublicJWK())
                .jwkURL(URI.create("https://stranger.example/keys"));
        refused(TestIssuer.signed(STRANGER, bringsItsKey, claims().build()));
        String[] parts = signed(claims()).split("\\.");
        String raised = encoded(claims().claim("realm_access", Map.of("roles", List.of("admins")))
                .build()
                .toString());
        refused(parts[0] + "." + raised + "." + parts[2]);
    }

    @Test
    void refusesWhatIsNotMeantForUs() {
        refused(signed(claims().issuer("https://stranger.example")));
        refused(signed(claims().issuer(issuer.name() + "/")));
        refused(signed(claims().issuer(null)));
        refused(signed(claims().audience("billing")));
        refused(signed(claims().audience(List.of())));
        admitted(signed(claims().audience(List.of("billing", TestIssuer.AUDIENCE))));
        JWSHeader.Builder logout = new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType("logout+jwt"));
        refused(TestIssuer.signed(TestIssuer.RSA, logout, claims().build()));
        JWSHeader.Builder more = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .criticalParams(Set.of("later"))
                .customParam("later", true);
        refused(TestIssuer.signed(TestIssuer.RSA, more, claims().build()));
    }

    @Test
    void refusesWhatIsOverOrHasNotBegun() {
        refused(signed(claims().expirationTime(null)));
        refused(signed(claims().expirationTime(at(-61))));
        admitted(signed(claims().expirationTime(at(-59))));
        refused(signed(claims().notBeforeTime(at(61))));
        admitted(signed(claims().notBeforeTime(at(59))));
        String token = signed(claims());
        assertThat(admitted(token).isValidAt(clock.instant().plusSeconds(659))).isTrue();
        assertThat(admitted(token).isValidAt(clock.instant().plusSeconds(661))).isFalse();
        assertThat(refused(signed(claims().expirationTime(at(-61)))).reason()).contains("expired");
    }

    @Test
    void refusesWhatIsNoToken() {
        for (String nonsense : List.of("", ".", "..", "a.b.c", "nonsense", "é.é.é", "e30.e30.", "[".repeat(5_000))) {
            refused(nonsense);
        }
        refused(encoded("[".repeat(3_000)) + ".e30.e30");
        String[] parts = signed(claims()).split("\\.");
        refused(parts[0] + "." + encoded("{\"exp\":1e999}") + "." + parts[2]);
    }

    @Test
    void findsTheKeysThatTheIssuerUsesNow() {
        admitted(signed(claims()));
        JWK next = TestIssuer.elliptic("next");
        issuer.uses(TestIssuer.RSA, next);
        clock.pass(IssuerKeys.PAUSE);
        admitted(TestIssuer.signed(next, claims().build()));
        admitted(signed(claims()));
        issuer.uses(next);
        clock.pass(IssuerKeys.FRESH.plusSeconds(1));
        refused(signed(claims()));
        admitted(TestIssuer.signed(next, claims().build()));
    }

    @Test
    void takesATokenForMinutesAtMostWhenItsKeyIsGone() {
        TokenReading reading = new TokenReading(tokens, clock);
        String token = signed(claims());
        assertThat(shown(reading, token)).isPresent();
        issuer.uses(TestIssuer.ELLIPTIC);
        clock.pass(IssuerKeys.FRESH);
        assertThat(shown(reading, token)).isPresent();
        clock.pass(TokenReading.MEMORY);
        assertThat(shown(reading, token)).isPresent();
        clock.pass(Duration.ofMillis(1));
        assertThat(shown(reading, token)).isEmpty();
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void remembersNoTokenBeyondItsEnd() {
        TokenReading reading = new TokenReading(tokens, clock);
        String token = signed(claims().expirationTime(at(-30)));
        assertThat(shown(reading, token)).isPresent();
        clock.pass(Duration.ofSeconds(29));
        assertThat(shown(reading, token)).isPresent();
        clock.pass(Duration.ofSeconds(2));
        assertThat(shown(reading, token)).isEmpty();
    }

    @Test
    void remembersATokenByItsEveryCharacter() {
        TokenReading reading = new TokenReading(tokens, clock);
        String token = signed(claims());
        assertThat(shown(reading, token)).isPresent();
        for (int i = 0; i < token.length(); i += 7) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(shown(reading, token.substring(0, i) + other + token.substring(i + 1)))
                    .isEmpty();
        }
    }

    private static Optional<ApiKey> shown(TokenReading reading, String token) {
        return reading.of(new MockHttpServletRequest(), Optional.of(token));
    }

    @Test
    void letsStrangersAskTheIssuerNothing() {
        String[] parts = signed(claims()).split("\\.");
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                assertThat(issuer.fetches()).isOne();
                clock.pass(IssuerKeys.PAUSE);
            }
            refused(encoded("{\"alg\":\"RS256\",\"kid\":\"unknown%d\"}".formatted(i)) + "." + parts[1] + "."
                    + parts[2]);
        }
        assertThat(issuer.fetches()).isEqualTo(2);
    }

    @Test
    void goesOnWithKnownKeysWhileTheIssuerIsAway() {
        admitted(signed(claims()));
        issuer.answersWith(500);
        clock.pass(IssuerKeys.FRESH.plusSeconds(1));
        admitted(signed(claims()));
        away(TestIssuer.signed(TestIssuer.elliptic("next"), claims().build()));
        clock.pass(IssuerKeys.USABLE);
        away(signed(claims()));
        issuer.answersWith(200);
        clock.pass(IssuerKeys.PAUSE_WHILE_AWAY);
        admitted(signed(claims()));
    }

    @Test
    void cannotTellWhoseTokensAreBeforeTheIssuerHasAnswered() {
        issuer.answersWith(503);
        away(signed(claims()));
        refused(new PlainJWT(claims().build()).serialize());
        issuer.answersWith(200);
        away(signed(claims()));
        clock.pass(IssuerKeys.PAUSE_WHILE_AWAY);
        admitted(signed(claims()));
    }

    @Test
    void isLedNowhereElse() {
        issuer.answersWith(302);
        away(signed(claims()));
        issuer.answersWith(200);
        issuer.calls("https://stranger.example");
        clock.pass(IssuerKeys.PAUSE_WHILE_AWAY);
        away(signed(claims()));
        issuer.calls(issuer.name());
        for (String elsewhere : List.of("http://192.0.2.1/keys", "file:///etc/passwd", "", "a b")) {
            issuer.keepsKeysAt(elsewhere);
            clock.pass(IssuerKeys.PAUSE_WHILE_AWAY);
            away(signed(claims()));
        }
        assertThat(issuer.fetches()).isZero();
    }

    @Test
    void makesRolesOfWhatTheTokenSays() {
        assertThat(role("groups", List.of("staff", "admins", "ml-team"))).isEqualTo(Role.ADMIN);
        assertThat(role("groups", "staff other")).isEqualTo(Role.VIEWER);
        assertThat(role("https://trainyard.example/groups", List.of("ml-team"))).isEqualTo(Role.TRAINER);
        assertThat(tokens(settings("resource_access.a.b.roles", "sub"))
                        .of(signed(
                                claims().claim("resource_access", Map.of("a.b", Map.of("roles", List.of("staff")))))))
                .isInstanceOf(Verdict.Admitted.class);
        for (Object nothing : List.of("nobody", List.of("Admins"), List.of(), Map.of("admins", true), 1)) {
            powerless(tokens(settings("groups", "sub")), claims().claim("groups", nothing));
        }
    }

    private Role role(String claim, Object value) {
        Verdict verdict = tokens(settings(claim, "sub")).of(signed(claims().claim(claim, value)));
        return ((Verdict.Admitted) verdict).caller().role();
    }

    @Test
    void putsPeopleIntoTheTenantThatTheirTokenNames() {
        Tokens byTenant = tokens(
                new OidcSettings(issuer.name(), TestIssuer.AUDIENCE, "realm_access.roles", ROLES, "org.unit", "sub"));
        Verdict verdict = byTenant.of(signed(claims().claim("org", Map.of("unit", "growth"))));
        assertThat(((Verdict.Admitted) verdict).caller().tenant()).isEqualTo("growth");
        powerless(byTenant, claims());
        for (Object none : List.of("", "../alpha", "Growth", "*", 7, List.of("growth"))) {
            powerless(byTenant, claims().claim("org", Map.of("unit", none)));
        }
    }

    @Test
    void callsPeopleByTheClaimThatIsAskedFor() {
        Tokens byMail = tokens(settings("realm_access.roles", "email"));
        assertThat(((Verdict.Admitted) byMail.of(signed(claims().claim("email", "ada@example.com"))))
                        .caller()
                        .name())
                .isEqualTo("oidc:ada@example.com");
        powerless(byMail, claims());
        for (String noName : List.of("", "a".repeat(201), "a\nb", "\u202e")) {
            powerless(byMail, claims().claim("email", noName));
        }
    }

    @Test
    void saysInHeadersWhatIsWrong() {
        assertThat(refused(signed(claims().audience("billing"))).challenge().orElseThrow())
                .startsWith("Bearer realm=\"trainyard\", error=\"invalid_token\", error_description=\"")
                .matches("[ -~]*");
        assertThat(new Refusal(ProblemType.UNAUTHENTICATED, "invalid_token", "a \"b\\\r\né").challenge())
                .hasValueSatisfying(challenge -> assertThat(challenge).endsWith("=\"a 'b''''\""));
        assertThat(Refusal.issuerAway().challenge()).isEmpty();
        assertThat(Refusal.NOTHING_SHOWN.challenge()).hasValue("Bearer realm=\"trainyard\"");
    }

    private void powerless(Tokens taking, JWTClaimsSet.Builder claims) {
        Verdict verdict = taking.of(signed(claims));
        assertThat(verdict).isInstanceOf(Refusal.class);
        assertThat(((Refusal) verdict).type()).isEqualTo(ProblemType.FORBIDDEN);
        assertThat(((Refusal) verdict).error()).isEqualTo("insufficient_scope");
    }

    private ApiKey admitted(String token) {
        Verdict verdict = tokens.of(token);
        assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
        return ((Verdict.Admitted) verdict).caller();
    }

    private Refusal refused(String token) {
        return refusal(token, ProblemType.UNAUTHENTICATED);
    }

    private void away(String token) {
        refusal(token, ProblemType.UNAVAILABLE);
    }

    private Refusal refusal(String token, ProblemType type) {
        Verdict verdict = tokens.of(token);
        assertThat(verdict).as(token).isInstanceOf(Refusal.class);
        Refusal refusal = (Refusal) verdict;
        assertThat(refusal.type()).as(token).isEqualTo(type);
        return refusal;
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return TestIssuer.signed(TestIssuer.RSA, claims.build());
    }

    private JWTClaimsSet.Builder claims() {
        return issuer.claims(clock.instant());
    }

    private Date at(int seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }
}
