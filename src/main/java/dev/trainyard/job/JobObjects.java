package dev.trainyard.job;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs need the rows that they were planned with until they have ended, and their logs and checkpoints as long as they are kept. */
@Component
class JobObjects implements ObjectUser {

    private static final String NEEDED = """
            select exists (select from job_checkpoint where digest = :object)
                or exists (select from job where log_sha256 = :object or begins_from = :object)
                or exists (select from job where state not in ('succeeded', 'failed', 'cancelled')
                    and position(:object in resolved::text) > 0)
            """;

    private final JdbcClient jdbc;

    JobObjects(JdbcClient jdbc) {
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
