package dev.trainyard.job.web;

import dev.trainyard.role.ApiRole;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.Orphans;
import java.util.List;
import org.springframework.stereotype.Component;

/** Objects of a deleted job, which perhaps a data set of the same bytes needs. */
@Component
@ApiRole
class Leftovers {

    private final Orphans orphans;

    Leftovers(Orphans orphans) {
        this.orphans = orphans;
    }

    void delete(List<Digest> objects) {
        orphans.left(objects);
        orphans.sweep();
    }
}
