package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.home.RefusedToStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindGuardTest {

    private static final List<String> BOTH = List.of("api", "worker");

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void letsTheLoopbackAddressBe() {
        assertThat(new BindGuard(LOOPBACK, "off", false, BOTH).isLoopback()).isTrue();
    }

    @Test
    void refusesToBeReachedByOthersWithoutSecurity() {
        assertThatThrownBy(() -> new BindGuard(everywhere(), "off", false, BOTH))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("TRAINYARD_INSECURE=true");
    }

    @Test
    void takesAnExplicitWord() throws UnknownHostException {
        assertThat(new BindGuard(everywhere(), "off", true, BOTH).isLoopback()).isFalse();
    }

    @Test
    void refusesSecurityThatItDoesNotKnow() {
        assertThatThrownBy(() -> new BindGuard(LOOPBACK, "basic", false, BOTH))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("'basic'");
    }

    @Test
    void letsItselfBeReachedWhereItAsksWhoCalls() throws UnknownHostException {
        assertThat(new BindGuard(everywhere(), "keys", false, BOTH).isLoopback())
                .isFalse();
        assertThat(new BindGuard(everywhere(), "oidc", false, BOTH).isLoopback())
                .isFalse();
    }

    @Test
    void refusesToLetAWorkerBeReachedWhichAsksNobody() throws UnknownHostException {
        List<String> worker = List.of("worker");
        assertThatThrownBy(() -> new BindGuard(everywhere(), "keys", false, worker))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("MANAGEMENT_SERVER_ADDRESS");
        assertThat(new BindGuard(LOOPBACK, "keys", false, worker).isLoopback()).isTrue();
        assertThat(new BindGuard(everywhere(), "keys", true, worker).isLoopback())
                .isFalse();
    }

    private static InetAddress everywhere() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {0, 0, 0, 0});
    }
}
