package dev.trainyard.home;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What is served under {@code /actuator} unless a setting says otherwise: on a port of its own, where nobody is asked, health and
 * measures only, and to nobody whom the service does not listen to.
 */
public final class OpenToOperators implements EnvironmentPostProcessor, Ordered {

    /** A free one each time. */
    private static final String ANY = "0";

    private static final String SERVED = "management.endpoints.web.exposure.include";
    private static final String ADDRESS = "management.server.address";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String its = environment.getProperty("management.server.port", "");
        boolean own = !its.isBlank() && (its.equals(ANY) || !its.equals(environment.getProperty("server.port")));
        Map<String, Object> defaults = own
                ? Map.of(SERVED, "health,prometheus", ADDRESS, environment.getProperty("server.address", "127.0.0.1"))
                : Map.of(SERVED, "health,prometheus,info,sbom");
        environment.getPropertySources().addLast(new MapPropertySource("openToOperators", defaults));
    }

    /** When all files and variables are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
