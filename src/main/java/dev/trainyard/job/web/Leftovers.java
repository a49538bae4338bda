package dev.trainyard.job.web;

import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Objects of a deleted job: they take room and nothing else, so a failure to delete one is not the caller's. */
@Component
@ApiRole
class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private final ObjectStore store;

    Leftovers(ObjectStore store) {
        this.store = store;
    }

    void delete(List<Digest> objects) {
        for (Digest object : objects) {
            try {
                store.delete(object);
            } catch (IOException e) {
                LOG.warn("Object {} stays in the store: {}", object, e.getMessage());
            }
        }
    }
}
