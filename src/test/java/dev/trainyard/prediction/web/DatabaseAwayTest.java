package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.testing.Cable;
import dev.trainyard.testing.TestPostgres;
import dev.trainyard.testing.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseAwayTest {

    private static final String USER = "postgres";

    private final String database = TestPostgres.newDatabase();
    private final String row = DenseBundle.body(DenseBundle.of(1, 4, 2).row(new Random(1)));
    private final byte[] known = Wire.post("/api/v1/models/small/predict", row);
    private final byte[] unknown = Wire.post("/api/v1/models/other/predict", row);

    @TempDir
    private Path data;

    @Test
    void modelsThatAreKnownAnswerWhileTheDatabaseIsAway() throws IOException {
        try (Cable cable = Cable.to(
                        URI.create(database.substring("jdbc:".length())).getPort());
                ServingProcess service = ServingProcess.start(
                        data,
                        "--spring.datasource.url=" + database.replaceFirst(":\\d+/", ":%d/".formatted(cable.port())),
                        "--spring.datasource.username=" + USER,
                        "--spring.datasource.password=" + USER)) {
            service.publish("small", 1, 4, 2);
            assertThat(answered(service, known)).isEqualTo(200);
            cable.cut();
            assertThat(answered(service, unknown)).isEqualTo(503);
            for (int call = 0; call < 3; call++) {
                assertThat(answered(service, known)).isEqualTo(200);
            }
            cable.mend();
        }
    }

    /** On a connection of its own: one is closed behind a refusal. */
    private static int answered(ServingProcess service, byte[] request) throws IOException {
        try (Wire wire = new Wire(service.port())) {
            return wire.send(request);
        }
    }
}
