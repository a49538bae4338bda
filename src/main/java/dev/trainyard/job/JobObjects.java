package dev.trainyard.job;

import dev.trainyard.storage.ObjectUser;
import dev.trainyard.storage.ObjectsInRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What jobs need of the store. */
@Configuration(proxyBeanMethods = false)
class JobObjects {

    /** Their logs and checkpoints, as long as these are kept. */
    @Bean
    ObjectUser jobLogsAndCheckpoints(JdbcClient jdbc) {
        return ObjectsInRows.told(jdbc, """
                select from job_checkpoint where digest = :object
                union all select from job where log_sha256 = :object or begins_from = :object
                """);
    }

    /** The rows that they were planned with, until they have ended. */
    @Bean
    ObjectUser plannedJobRows(JdbcClient jdbc) {
        return ObjectsInRows.untold(jdbc, """
                select from job where state not in ('succeeded', 'failed', 'cancelled')
                    and position(:object in resolved::text) > 0
                """);
    }
}
