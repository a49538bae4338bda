package dev.trainyard.database;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.UnexpectedRollbackException;

/** The database is away, as the driver, Hibernate and Spring say it: what was asked may be asked again once it is back. */
public final class Outage {

    /** Classes of SQL states: no connection, no room or memory, stopped or starting. */
    private static final Set<String> STATES = Set.of("08", "53", "57", "58");

    private Outage() {}

    /** Whether an exception, or one that caused it, tells of an outage. */
    public static boolean isBehind(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause).anyMatch(Outage::isToldBy);
    }

    /**
     * Tells of an errand that failed: an outage in one line, for it passes; anything else with all that is known.
     *
     * @param errand such as "Looking for abandoned jobs"
     */
    public static void tell(Logger log, String errand, Throwable exception) {
        if (isBehind(exception)) {
            log.warn("{} has to wait: {}", errand, exception.getMessage());
        } else {
            log.error("{} failed", errand, exception);
        }
    }

    /**
     * Whether an exception by itself tells of one. Hibernate's own is thrown when a connection broke in the middle of a
     * transaction, which then cannot even be rolled back.
     */
    public static boolean isToldBy(Throwable exception) {
        return exception instanceof DataAccessResourceFailureException
                || exception instanceof org.hibernate.TransactionException
                || (exception instanceof TransactionException && !(exception instanceof UnexpectedRollbackException))
                || (exception instanceof SQLException e
                        && e.getSQLState() != null
                        && STATES.contains(e.getSQLState().substring(0, 2)));
    }
}
