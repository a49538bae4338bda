package dev.trainyard.job;

import com.zaxxer.hikari.HikariDataSource;
import dev.trainyard.database.DatabaseNews;
import dev.trainyard.job.QueueTest.Bench;
import dev.trainyard.quota.JobQuota;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The queue with its database and nothing of the service around it: one of several processes, as far as the queue can see. */
final class PlainQueue implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    PlainQueue(EmbeddedPostgres postgres) {
        context.registerBean(JdbcConnectionDetails.class, () -> new Details(postgres.getPort()));
        context.register(Parts.class);
        context.refresh();
    }

    /** A server as users have it: every commit is on the disk. Its tables are made. */
    static EmbeddedPostgres server(Path folder) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "100")
                .start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        return postgres;
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private record Details(int port) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
        }

        @Override
        public String getUsername() {
            return "postgres";
        }

        @Override
        public String getPassword() {
            return "postgres";
        }
    }

    /** Not a configuration by name, so that no scan finds it. */
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({
        DatabaseNews.class,
        JobQuota.class,
        JobQueue.class,
        JobSignals.class,
        JobLedger.class,
        JobLog.class,
        JobEndings.class,
        JobControl.class,
        RunningJobs.class,
        Checkpoints.class,
        Turns.class,
        Orphans.class
    })
    static class Parts {

        @Bean
        DataSource pool(JdbcConnectionDetails database) {
            HikariDataSource pool = new HikariDataSource();
            pool.setJdbcUrl(database.getJdbcUrl());
            pool.setUsername(database.getUsername());
            pool.setPassword(database.getPassword());
            return pool;
        }

        @Bean
        JdbcClient jdbc(DataSource pool) {
            return JdbcClient.create(pool);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource pool) {
            return new JdbcTransactionManager(pool);
        }

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        @Bean
        Bench bench(JobQueue queue, RunningJobs running, JdbcClient jdbc) {
            return new Bench(queue, running, jdbc);
        }

        /** The queue keeps no bytes. */
        @Bean
        ObjectStore store() {
            return (ObjectStore) Proxy.newProxyInstance(
                    ObjectStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (store, method, values) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.invoke(Parts.class, values);
                        }
                        throw new UnsupportedOperationException(method.getName());
                    });
        }
    }
}
