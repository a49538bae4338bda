package dev.trainyard.database;

import dev.trainyard.home.DataFolder;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Uses the embedded server unless {@code spring.datasource.url} names another, and keeps tenants apart in either. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "embedded")
    JdbcConnectionDetails embeddedDatabase(DataFolder data) throws IOException, SQLException {
        return EmbeddedDatabase.start(data);
    }

    @Bean
    static BeanPostProcessor tenantConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource pool && name.equals("dataSource")
                        ? new TenantConnections(pool)
                        : bean;
            }
        };
    }

    /** The tables' owner changes them, and all their rows. */
    @Bean
    FlywayConfigurationCustomizer migrationsByTheOwner() {
        return migrations -> {
            if (migrations.getDataSource() instanceof TenantConnections connections) {
                migrations.dataSource(connections.pool());
            }
        };
    }
}
