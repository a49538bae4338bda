package dev.trainyard.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {

    private static final String KEY = "ty_4fQxV0m7hT2bYw9cJr5kLs8nPz1aDe3gUi6oXq0vBtM";

    @ParameterizedTest
    @CsvSource({
        "there is no key 'ty_4fQxV0m7hT2bYw9cJr5kLs8nPz1aDe3gUi6oXq0vBtM', there is no key 'ty_...'",
        "/api/v1/keys/ty_4fQxV0m7hT2bYw9cJr5kLs8nPz1aDe3gUi6oXq0vBtM/rotate, /api/v1/keys/ty_.../rotate",
        "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD and more, whsec_... and more",
        "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmVk is over, Bearer eyJ... is over",
        "the column city_name and ty_short stay, the column city_name and ty_short stay"
    })
    void areLeftOut(String text, String left) {
        assertThat(Secrets.hidden(text)).isEqualTo(left);
    }

    @Test
    void noProblemTellsThem() {
        Problem problem = new Problem(
                ProblemType.NOT_FOUND,
                "there is no key '" + KEY + "'",
                List.of(new Violation("/name", "invalid_value", "name is " + KEY)));
        assertThat(problem.getMessage()).isEqualTo("there is no key 'ty_...'");
        assertThat(problem.violations().get(0).message()).isEqualTo("name is ty_...");
        assertThat(problem.toString()).doesNotContain(KEY);
    }
}
