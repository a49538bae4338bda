package dev.trainyard.security;

import dev.trainyard.testing.Http;
import dev.trainyard.testing.TrainyardTest;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The service where callers are asked who they are: by keys, and by tokens of an issuer on this machine. */
@TrainyardTest
@TestPropertySource(
        properties = {
            "trainyard.security=oidc",
            "trainyard.roles=api",
            "trainyard.admin-key=" + AskedCallers.ADMIN,
            "trainyard.oidc.audience=" + TestIssuer.AUDIENCE,
            "trainyard.oidc.role-claim=realm_access.roles",
            "trainyard.oidc.roles=admins=admin,ml-team=trainer,staff=viewer",
            "trainyard.quota.uploads=50",
            "trainyard.quota.predictions=100000"
        })
abstract class AskedCallers {

    static final String ADMIN = "ty_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    static final TestIssuer ISSUER = new TestIssuer();

    static final Map<String, Object> LINE =
            Map.of("kind", "sequential", "layers", java.util.List.of(Map.of("type", "dense", "units", 1)));

    @LocalServerPort
    private int port;

    @Autowired
    JdbcClient jdbc;

    Http http;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry registry) {
        registry.add("trainyard.oidc.issuer", ISSUER::name);
    }

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    static String[] bearer(String secret) {
        return new String[] {"Authorization", "Bearer " + secret};
    }
}
