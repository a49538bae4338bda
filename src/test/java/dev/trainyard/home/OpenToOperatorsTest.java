package dev.trainyard.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class OpenToOperatorsTest {

    private static final String ADDRESS = "management.server.address";
    private static final String SERVED = "management.endpoints.web.exposure.include";

    @Test
    void listensOnAPortOfItsOwnToThoseWhomTheServiceListensTo() {
        assertThat(of("management.server.port", "8081").getProperty(ADDRESS)).isEqualTo("127.0.0.1");
        assertThat(of("management.server.port", "8081", "server.address", "10.0.0.7")
                        .getProperty(ADDRESS))
                .isEqualTo("10.0.0.7");
        assertThat(of("management.server.port", "8081", ADDRESS, "0.0.0.0").getProperty(ADDRESS))
                .isEqualTo("0.0.0.0");
    }

    @Test
    void tellsMoreWhereItIsAskedForAKey() {
        MockEnvironment shared = of("server.port", "8080");
        assertThat(shared.getProperty(SERVED)).contains("sbom");
        assertThat(shared.getProperty(ADDRESS)).isNull();
        assertThat(of("management.server.port", "0").getProperty(SERVED)).isEqualTo("health,prometheus");
    }

    private static MockEnvironment of(String... properties) {
        MockEnvironment environment = new MockEnvironment();
        for (int i = 0; i < properties.length; i += 2) {
            environment.setProperty(properties[i], properties[i + 1]);
        }
        new OpenToOperators().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
