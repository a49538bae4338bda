package dev.trainyard.model;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions need their artifacts. */
@Component
class ModelObjects implements ObjectUser {

    private static final String NEEDED = """
            select exists (select from model_version where bundle = :object or position(:object in artifacts::text) > 0)
            """;

    private final JdbcClient jdbc;

    ModelObjects(JdbcClient jdbc) {
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
