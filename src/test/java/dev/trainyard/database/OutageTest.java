package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.orm.jpa.JpaSystemException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.UnexpectedRollbackException;

class OutageTest {

    static Stream<Throwable> outages() {
        return Stream.of(
                new DataAccessResourceFailureException("no connection", new EOFException()),
                new CannotCreateTransactionException("no connection"),
                new RuntimeException(new SQLException("terminating connection", "57P01")),
                new SQLException("connection refused", "08001"),
                new JpaSystemException(new org.hibernate.TransactionException(
                        "Unable to rollback against JDBC Connection", new SQLException("Connection is closed"))));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void isToldInManyWords(Throwable exception) {
        assertThat(Outage.isBehind(exception)).isTrue();
    }

    @Test
    void isNotWhatTheDatabaseSaysItself() {
        assertThat(Outage.isBehind(new DuplicateKeyException("twice", new SQLException("twice", "23505"))))
                .isFalse();
        assertThat(Outage.isBehind(new UnexpectedRollbackException("marked"))).isFalse();
        assertThat(Outage.isBehind(new SQLException("Connection is closed"))).isFalse();
    }
}
