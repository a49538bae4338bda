package dev.trainyard.dataset;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Data sets need their uploaded bytes, and the rows and pixels of their newest reading. */
@Component
class DatasetObjects implements ObjectUser {

    private static final String NEEDED = """
            select exists (select from dataset
                where sha256 = :object or typed_sha256 = :object or pixels ->> 'sha256' = :object)
            """;

    private final JdbcClient jdbc;

    DatasetObjects(JdbcClient jdbc) {
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
