package dev.trainyard.storage;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Objects that must stay as long as rows of the database name them. */
public final class ObjectsInRows implements ObjectUser {

    private final JdbcClient jdbc;
    private final String named;
    private final boolean tells;

    private ObjectsInRows(JdbcClient jdbc, String named, boolean tells) {
        this.jdbc = jdbc;
        this.named = named;
        this.tells = tells;
    }

    /**
     * Rows whose room tells {@link Orphans} when one of them no longer names an object.
     *
     * @param named a query for those that name {@code :object}
     */
    public static ObjectsInRows told(JdbcClient jdbc, String named) {
        return new ObjectsInRows(jdbc, named, true);
    }

    /** Likewise, where nobody tells, so that it is looked again. */
    public static ObjectsInRows untold(JdbcClient jdbc, String named) {
        return new ObjectsInRows(jdbc, named, false);
    }

    @Override
    public boolean needs(Digest object) {
        return jdbc.sql("select exists (%s)".formatted(named))
                .param("object", object.hex())
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean tells() {
        return tells;
    }
}
