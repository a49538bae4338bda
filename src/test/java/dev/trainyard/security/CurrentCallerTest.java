package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextHolder;

class CurrentCallerTest {

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void isAnybodyWhereNobodyIsAsked() {
        assertThat(CurrentCaller.name()).isEqualTo("default");
    }

    @Test
    void isTheNameOfTheKey() {
        SecurityContextHolder.getContext()
                .setAuthentication(new Caller(
                        new ApiKey("key_1", "growth", Role.TRAINER, "default", "ty_abcd", Instant.EPOCH, null, null)));
        assertThat(CurrentCaller.name()).isEqualTo("growth");
    }
}
