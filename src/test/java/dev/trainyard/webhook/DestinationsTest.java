package dev.trainyard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

    private static final Destinations PUBLIC_ONLY = new Destinations(InetAddress::getAllByName, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.3",
                "2130706433",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:a9fe:a9fe]",
                "[::10.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
                "[fd00::1]",
                "[fe80::1]",
                "[fec0::1]",
                "[ff02::1]",
                "[2001:db8::1]"
            })
    void callsNoAddressOfItsOwnNetwork(String host) {
        assertThatThrownBy(() -> PUBLIC_ONLY.of("https://%s/hook".formatted(host)))
                .isInstanceOf(RefusedDestination.class)
                .hasMessageContaining("no public address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "9.255.255.255", "11.0.0.0", "172.32.0.1", "192.167.1.1", "[2606:4700::1111]"})
    void callsPublicAddresses(String host) throws Exception {
        assertThat(PUBLIC_ONLY.of("https://%s/hook".formatted(host)).machines()).hasSize(1);
    }

    @Test
    void refusesANameOfWhichOneAddressIsPrivate() {
        Destinations destinations =
                new Destinations(name -> new InetAddress[] {ip("1.1.1.1"), ip("10.0.0.1")}, List.of());
        assertThatThrownBy(() -> destinations.of("https://two.example/hook"))
                .isInstanceOf(RefusedDestination.class)
                .hasMessageContaining("10.0.0.1");
    }

    @Test
    void keepsToTheMachineThatItLookedAt() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Destinations destinations = new Destinations(
                name -> new InetAddress[] {ip(asked.getAndIncrement() == 0 ? "1.1.1.1" : "127.0.0.1")}, List.of());
        Destination destination = destinations.of("https://turncoat.example/hook");
        assertThat(destination.machines()).containsExactly(ip("1.1.1.1"));
        assertThat(asked).hasValue(1);
        assertThatThrownBy(() -> destinations.of("https://turncoat.example/hook"))
                .isInstanceOf(RefusedDestination.class);
    }

    @Test
    void callsWhatIsAllowedAndThatWithoutTls() throws Exception {
        Destinations destinations = new Destinations(InetAddress::getAllByName, List.of(Network.of("10.1.0.0/16")));
        assertThat(destinations.of("http://10.1.255.1/hook").port()).isEqualTo(80);
        assertThat(destinations.of("https://10.1.0.1:8443").port()).isEqualTo(8443);
        assertThatThrownBy(() -> destinations.of("http://10.2.0.1/hook")).isInstanceOf(RefusedDestination.class);
        assertThatThrownBy(() -> destinations.of("http://1.1.1.1/hook")).hasMessageContaining("https only");
    }

    @Test
    void aNameMayBeUnknownAsYet() {
        Destinations destinations = new Destinations(
                name -> {
                    throw new UnknownHostException(name);
                },
                List.of());
        assertThatCode(() -> destinations.check("https://soon.example/hook")).doesNotThrowAnyException();
        assertThatThrownBy(() -> destinations.check("http://soon.example/hook")).isInstanceOf(RefusedDestination.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/hook",
                "hooks.example.com",
                "ftp://1.1.1.1/",
                "file:///etc/passwd",
                "https:///hook",
                "https://user:secret@1.1.1.1/hook",
                "https://1.1.1.1/hook#part",
                "https://1.1.1.1/ho ok",
                "https://1.1.1.1/\r\nX-Header: 1",
                "https://1.1.1.1/höök"
            })
    void readsWholeAddressesOnly(String url) {
        assertThatThrownBy(() -> PUBLIC_ONLY.check(url)).isInstanceOf(RefusedDestination.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "10.0.0.0/33", "10.0.0.0/x", "::1/129", ""})
    void networksAreWrittenInNumbers(String network) {
        assertThatThrownBy(() -> Network.of(network)).isInstanceOf(IllegalArgumentException.class);
    }

    private static InetAddress ip(String written) {
        try {
            return InetAddress.getByName(written);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
