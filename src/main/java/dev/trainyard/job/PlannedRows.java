package dev.trainyard.job;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs need the rows that they were planned with until they have ended. */
@Component
class PlannedRows implements ObjectUser {

    private static final String NEEDED = """
            select exists (select from job where state not in ('succeeded', 'failed', 'cancelled')
                and position(:object in resolved::text) > 0)
            """;

    private final JdbcClient jdbc;

    PlannedRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean needs(Digest object) {
        return jdbc.sql(NEEDED)
                .param("object", object.hex())
                .query(Boolean.class)
                .single();
    }
}
