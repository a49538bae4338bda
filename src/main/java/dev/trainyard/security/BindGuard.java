package dev.trainyard.security;

import dev.trainyard.home.RefusedToStart;
import java.net.InetAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Refuses to start where others could reach a service that asks nobody who they are. */
@Component
final class BindGuard {

    private static final Logger LOG = LoggerFactory.getLogger(BindGuard.class);

    private static final String API = "api";

    private final boolean loopback;

    BindGuard(
            @Value("${server.address:127.0.0.1}") InetAddress address,
            @Value("${trainyard.security:off}") String security,
            @Value("${trainyard.insecure:false}") boolean insecure,
            @Value("${trainyard.roles:api,worker}") List<String> roles) {
        loopback = address.isLoopbackAddress();
        if (SecurityMode.of(security) == SecurityMode.OFF) {
            refuseUnless(loopback || insecure, address);
            LOG.warn("Security is off: whoever can reach {} may do everything.", address.getHostAddress());
        } else if (!loopback && !insecure && roles.stream().noneMatch(API::equalsIgnoreCase)) {
            throw new RefusedToStart(
                    "SERVER_ADDRESS is %s, and a process without the role 'api' asks nobody who calls. Use 127.0.0.1: nobody calls a worker. What probes and Prometheus ask for is served at MANAGEMENT_SERVER_ADDRESS and MANAGEMENT_SERVER_PORT."
                            .formatted(address.getHostAddress()));
        }
    }

    private static void refuseUnless(boolean safe, InetAddress address) {
        if (!safe) {
            throw new RefusedToStart(
                    "SERVER_ADDRESS is %s, where others can reach the service, and security is off. Use 127.0.0.1, or TRAINYARD_SECURITY=keys or oidc, or set TRAINYARD_INSECURE=true if everybody on that network may train, read and delete."
                            .formatted(address.getHostAddress()));
        }
    }

    boolean isLoopback() {
        return loopback;
    }
}
