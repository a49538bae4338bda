package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class CurrentCallerTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @BeforeEach
    void answer() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
    }

    @AfterEach
    void leave() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void isAnybodyWhereNobodyIsAsked() {
        assertThat(CurrentCaller.name()).isEqualTo("default");
        CurrentCaller.rememberAnybody(request);
        assertThat(CurrentCaller.name()).isEqualTo("default");
        assertThat(CurrentCaller.isOperator(request)).isTrue();
        assertThat(CurrentCaller.isStranger(request)).isFalse();
    }

    @Test
    void isTheNameOfTheKey() {
        CurrentCaller.remember(
                request, new ApiKey("key_1", "growth", Role.TRAINER, "north", "ty_abcd", Instant.EPOCH, null, null));
        CurrentCaller.rememberAnybody(request);
        assertThat(CurrentCaller.name()).isEqualTo("growth");
        assertThat(CurrentCaller.of(request)).isEqualTo("growth");
        assertThat(CurrentCaller.isOperator(request)).isFalse();
        assertThat(CurrentCaller.isIn(request, "north")).isTrue();
    }

    @Test
    void keepsItsKeyInAnotherTenant() {
        CurrentCaller.remember(
                request, new ApiKey("key_1", "ops", Role.OPERATOR, "default", "ty_abcd", Instant.EPOCH, null, null));
        CurrentCaller.goTo(request, "north");
        assertThat(CurrentCaller.isIn(request, "north")).isTrue();
        assertThat(CurrentCaller.name()).isEqualTo("ops");
        assertThat(CurrentCaller.isOperator(request)).isTrue();
    }

    @Test
    void isAStrangerOnceRefused() {
        Refusal.invalid("no key").remember(request);
        assertThat(CurrentCaller.isStranger(request)).isTrue();
    }
}
