package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://trainyard.example, https://trainyard.example/api/v1/x?ticket=a",
        "https://trainyard.example/, https://trainyard.example/api/v1/x?ticket=a",
        "http://gate.example:8443/ml, http://gate.example:8443/ml/api/v1/x?ticket=a"
    })
    void putsPathsWhereCallersReachThem(String given, String expected) {
        assertThat(new PublicUrl(given).of(URI.create("/api/v1/x?ticket=a"))).hasToString(expected);
    }

    @Test
    void leavesWholeAddressesAsTheyAre() {
        URI presigned = URI.create("http://objects.example:8333/bucket/key?partNumber=1");
        assertThat(new PublicUrl("https://trainyard.example/ml").of(presigned)).isEqualTo(presigned);
    }

    @Test
    void knowsItsHostAndItsPages() {
        PublicUrl url = new PublicUrl("https://trainyard.example:8443/ml");
        assertThat(url.hasHost("Trainyard.Example")).isTrue();
        assertThat(url.hasHost("evil.example")).isFalse();
        assertThat(url.isOrigin("https://trainyard.example:8443")).isTrue();
        assertThat(url.isOrigin("http://trainyard.example:8443")).isFalse();
        assertThat(new PublicUrl("").hasHost("")).isFalse();
        PublicUrl capitals = new PublicUrl("https://Trainyard.Example:443");
        assertThat(capitals.hasHost("trainyard.example")).isTrue();
        assertThat(capitals.isOrigin("https://trainyard.example")).isTrue();
        assertThat(capitals.isOrigin("https://trainyard.example:8443")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trainyard.example", "ftp://trainyard.example", "https:///x", "https://a.example?b=c"})
    void refusesWhatIsNoAddress(String given) {
        assertThatThrownBy(() -> new PublicUrl(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRAINYARD_PUBLIC_URL");
    }
}
