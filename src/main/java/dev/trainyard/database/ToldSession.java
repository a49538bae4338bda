package dev.trainyard.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * What a session of the database was last told of its tenant. A transaction that is rolled back takes back what was told in it,
 * so that it is told anew.
 */
final class ToldSession {

    /** Who may do everything would see everything, too: then the service works as a role that may not. */
    static final String ROLE = "trainyard_tenants";

    private static final String MAY_ALL = "select rolsuper or rolbypassrls from pg_roles where rolname = current_user";

    private @Nullable String told;
    private boolean inTransaction;

    private ToldSession() {}

    /** @throws SQLException when what is told would not reach the statements that follow */
    static ToldSession begin(Connection fresh) throws SQLException {
        try (Statement statement = fresh.createStatement()) {
            refusePooler(statement, fresh.unwrap(PGConnection.class));
            if (isTrue(statement, MAY_ALL)) {
                statement.execute("set role " + ROLE);
            }
            if (!isTrue(statement, "select row_security_active('job')")) {
                throw new SQLException(
                        "tenants cannot be kept apart: this user of the database is above its row-level security");
            }
        }
        return new ToldSession();
    }

    /** One that gives each transaction another session would have statements of one tenant run as those of another. */
    private static void refusePooler(Statement statement, PGConnection connection) throws SQLException {
        if (!isTrue(statement, "select pg_backend_pid() = " + connection.getBackendPID())) {
            throw new SQLException(
                    "a pooler lies between the service and PostgreSQL, and tenants cannot be kept apart over shared sessions: connect to PostgreSQL itself");
        }
    }

    private static boolean isTrue(Statement statement, String question) throws SQLException {
        try (ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    void tell(Connection connection, String tenant) throws SQLException {
        if (tenant.equals(told)) {
            return;
        }
        told = null;
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('trainyard.tenant', ?, false)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
        inTransaction |= !connection.getAutoCommit();
        told = tenant;
    }

    void committed() {
        inTransaction = false;
    }

    void rolledBack() {
        if (inTransaction) {
            told = null;
        }
        inTransaction = false;
    }
}
