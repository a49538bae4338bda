package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trainyard.home.RefusedToStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class BindGuardTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void letsTheLoopbackAddressBe() {
        assertThat(new BindGuard(LOOPBACK, "off", false).isLoopback()).isTrue();
    }

    @Test
    void refusesToBeReachedByOthersWithoutSecurity() {
        assertThatThrownBy(() -> new BindGuard(everywhere(), "off", false))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("0.0.0.0")
                .hasMessageContaining("TRAINYARD_INSECURE=true");
    }

    @Test
    void takesAnExplicitWord() throws UnknownHostException {
        assertThat(new BindGuard(everywhere(), "off", true).isLoopback()).isFalse();
    }

    @Test
    void refusesSecurityThatItDoesNotKnow() {
        assertThatThrownBy(() -> new BindGuard(LOOPBACK, "basic", false))
                .isInstanceOf(RefusedToStart.class)
                .hasMessageContaining("'basic'");
    }

    @Test
    void letsItselfBeReachedWhereItAsksWhoCalls() throws UnknownHostException {
        assertThat(new BindGuard(everywhere(), "keys", false).isLoopback()).isFalse();
        assertThat(new BindGuard(everywhere(), "oidc", false).isLoopback()).isFalse();
    }

    private static InetAddress everywhere() throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {0, 0, 0, 0});
    }
}
