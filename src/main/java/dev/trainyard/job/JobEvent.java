package dev.trainyard.job;

import java.time.OffsetDateTime;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of a job's log.
 *
 * @param seq rises by one for each job
 * @param data the fields that its type has
 */
public record JobEvent(String jobId, long seq, String type, OffsetDateTime at, ObjectNode data) {

    /** Whether nothing follows. */
    public boolean isLast() {
        return type.equals("end");
    }
}
