package dev.trainyard.database;

import dev.trainyard.tenant.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Hands out connections that tell the database, before each statement, for whom its thread works, where that has changed. */
final class TenantConnections extends DelegatingDataSource {

    private final DataSource pool;
    private final Map<Connection, ToldSession> sessions = Collections.synchronizedMap(new WeakHashMap<>());

    TenantConnections(DataSource pool) {
        super(pool);
        this.pool = pool;
    }

    /** Connections of the tables' owner, who migrates them. */
    DataSource pool() {
        return pool;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return told(pool.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLException("connections are those of the pool");
    }

    private Connection told(Connection lent) throws SQLException {
        try {
            Connection physical =
                    lent.unwrap(org.postgresql.PGConnection.class) instanceof Connection server ? server : lent;
            ToldSession session = sessions.get(physical);
            if (session == null) {
                session = ToldSession.begin(lent);
                sessions.put(physical, session);
            }
            session.tell(lent, Tenant.told());
            return ToldConnection.of(lent, session);
        } catch (SQLException | RuntimeException e) {
            lent.close();
            throw e;
        }
    }
}
