package dev.trainyard.dataset;

import dev.trainyard.storage.ObjectUser;
import dev.trainyard.storage.ObjectsInRows;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What data sets need of the store. */
@Configuration(proxyBeanMethods = false)
class DatasetObjects {

    /** Their uploaded bytes, and the rows and pixels of their newest reading. */
    @Bean
    ObjectUser datasetBytes(JdbcClient jdbc) {
        return ObjectsInRows.told(jdbc, """
                select from dataset where sha256 = :object or typed_sha256 = :object or pixels ->> 'sha256' = :object
                """);
    }
}
