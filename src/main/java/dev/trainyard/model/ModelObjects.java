package dev.trainyard.model;

import dev.trainyard.storage.ObjectUser;
import dev.trainyard.storage.ObjectsInRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What versions of models need of the store. */
@Configuration(proxyBeanMethods = false)
class ModelObjects {

    /** Their artifacts. */
    @Bean
    ObjectUser versionArtifacts(JdbcClient jdbc) {
        return ObjectsInRows.told(jdbc, """
                select from model_version where bundle = :object or position(:object in artifacts::text) > 0
                """);
    }

    /** The rows that they were trained on, to be made again. */
    @Bean
    ObjectUser versionRows(JdbcClient jdbc) {
        return ObjectsInRows.untold(jdbc, """
                select from model_version where position(:object in provenance::text) > 0
                """);
    }
}
