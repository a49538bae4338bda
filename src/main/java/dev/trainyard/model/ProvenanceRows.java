package dev.trainyard.model;

import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions need the rows that they were trained on, to be made again. */
@Component
class ProvenanceRows implements ObjectUser {

    private static final String NEEDED =
            "select exists (select from model_version where position(:object in provenance::text) > 0)";

    private final JdbcClient jdbc;

    ProvenanceRows(JdbcClient jdbc) {
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
