package dev.trainyard.job;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs need their logs and checkpoints as long as these are kept. */
@Component
class JobObjects implements ObjectUser {

    private static final String NEEDED = """
            select exists (select from job_checkpoint where digest = :object)
                or exists (select from job where log_sha256 = :object or begins_from = :object)
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

    @Override
    public boolean tells() {
        return true;
    }
}
