package dev.trainyard.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.Trainyard;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The service on a PostgreSQL of somebody else's, as in production; needs a container engine. */
@Testcontainers(disabledWithoutDocker = true)
class ContainerDatabaseTest {

    @Container
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:15");

    @TempDir
    private Path data;

    @Test
    void startsOnTheOldestSupportedServer() {
        try (ConfigurableApplicationContext service = new SpringApplicationBuilder(Trainyard.class)
                .properties(
                        "server.port=0",
                        "trainyard.data=" + data,
                        "spring.datasource.url=" + POSTGRES.getJdbcUrl(),
                        "spring.datasource.username=" + POSTGRES.getUsername(),
                        "spring.datasource.password=" + POSTGRES.getPassword())
                .run()) {
            assertThat(service.getBean(JdbcClient.class)
                            .sql("select count(*) from job")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }
}
