package dev.trainyard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Gives each application context an empty database and an empty data folder. */
public final class FreshSurroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "trainyard.data=" + newFolder(),
                        // Receivers of tests are on this machine.
                        "trainyard.webhooks.allow=127.0.0.1/32",
                        // Jobs of tests are over before the second compiler pays.
                        "trainyard.worker.flags=-XX:TieredStopAtLevel=1",
                        "spring.datasource.url=" + TestPostgres.newDatabase(),
                        "spring.datasource.username=postgres",
                        "spring.datasource.password=postgres",
                        "spring.datasource.hikari.maximum-pool-size=8",
                        // A test waits for a busy machine longer than callers do.
                        "spring.datasource.hikari.connection-timeout=60000",
                        "spring.datasource.hikari.data-source-properties.socketTimeout=0",
                        "spring.datasource.hikari.connection-init-sql=select 1")
                .applyTo(context);
    }

    private static Path newFolder() {
        try {
            Path folder = Files.createTempDirectory("trainyard-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // The system's temporary folder is swept by the system.
        }
    }
}
