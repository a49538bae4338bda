package dev.trainyard.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureTest {

    /** The vector that the specification's own libraries are held against. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw             | msg_p5jXN8AQM9LWM0D4loKWxJek | 1614265330 | {"test": 2432232314} | v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
            """)
    void signsAsTheSpecificationDoes(String secret, String id, long second, String body, String signature) {
        assertThat(Signature.of(List.of(WebhookSecret.of(secret)), id, Instant.ofEpochSecond(second), body))
                .isEqualTo(signature);
    }

    @Test
    void signsByEachSecret() {
        WebhookSecret one = WebhookSecret.random();
        WebhookSecret other = WebhookSecret.random();
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        assertThat(Signature.of(List.of(one, other), "msg_1", now, "{}"))
                .isEqualTo(Signature.of(List.of(one), "msg_1", now, "{}") + " "
                        + Signature.of(List.of(other), "msg_1", now, "{}"));
    }

    @Test
    void secretsAreReadAsTheyAreWrittenAndNotShown() {
        WebhookSecret secret = WebhookSecret.random();
        assertThat(WebhookSecret.of(secret.written()).bytes())
                .isEqualTo(secret.bytes())
                .hasSize(32);
        assertThat(secret).hasToString("whsec_...");
        assertThatThrownBy(() -> new WebhookSecret(new byte[23])).hasMessageContaining("24 to 64");
    }
}
