package dev.trainyard.problem.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.StoreUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class TranslationTest {

    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P03", "53100", "53300"})
    void knowsThatTheDatabaseIsAwayOrHasNoRoom(String state) {
        assertThat(typeOf(new IllegalStateException(new SQLException("no", state))))
                .isEqualTo(ProblemType.UNAVAILABLE);
    }

    @Test
    void takesFaultsOfStatementsForItsOwn() {
        assertThat(typeOf(new IllegalStateException(new SQLException("no such column", "42703"))))
                .isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    void knowsThatTheObjectStoreIsAway() {
        assertThat(typeOf(new UncheckedIOException(new StoreUnavailable(new IOException("503")))))
                .isEqualTo(ProblemType.UNAVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "22P05"})
    void knowsThatATextHasWhatNoTextHas(String state) {
        assertThat(typeOf(new IllegalStateException(new SQLException("0x00", state))))
                .isEqualTo(ProblemType.INVALID_PARAMETER);
    }

    @Test
    void knowsThatAQueryCannotBeRead() {
        assertThat(typeOf(new InvalidParameterException("invalid chunk"))).isEqualTo(ProblemType.MALFORMED_REQUEST);
    }

    private static ProblemType typeOf(Exception exception) {
        return Translation.of(exception, new MockHttpServletRequest()).type();
    }
}
