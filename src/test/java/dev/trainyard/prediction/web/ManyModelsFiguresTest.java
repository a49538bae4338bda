package dev.trainyard.prediction.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trainyard.json.Json;
import dev.trainyard.prediction.DenseBundle;
import dev.trainyard.testing.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many models in the registry and few in memory, asked by HTTP; {@code -Dtrainyard.models} is how many there are. */
@Tag("figures")
class ManyModelsFiguresTest {

    private static final int MODELS = Integer.getInteger("trainyard.models", 1_000);
    private static final int[] WIDTHS = {10, 64, 64, 2};

    /** Some fifty of these models. */
    private static final String MEMORY = "--trainyard.serving.memory=28MB";

    private final List<DenseBundle> models = new ArrayList<>();
    private final Random random = new Random(1);

    @TempDir
    private Path data;

    @Test
    void keepsFiftyOfAThousandWithoutGrowing() throws IOException {
        try (ServingProcess service = ServingProcess.start(data, MEMORY)) {
            for (int model = 0; model < MODELS; model++) {
                service.publish("many" + model, model, WIDTHS);
                models.add(DenseBundle.of(model, WIDTHS));
            }
            int[] resident = new int[5];
            for (int round = 0; round < resident.length; round++) {
                askAll(service.port());
                resident[round] = service.megabytes();
            }
            System.out.printf(
                    "%d models registered, memory for 50: %s MB resident after each %d calls of models drawn by chance%n",
                    MODELS, Arrays.toString(resident), MODELS);
            assertThat(resident[4]).isLessThanOrEqualTo((int) (1.1 * resident[1]));
        }
    }

    private void askAll(int port) throws IOException {
        try (Wire wire = new Wire(port)) {
            for (int call = 0; call < MODELS; call++) {
                ask(wire, random.nextInt(MODELS));
            }
        }
    }

    private void ask(Wire wire, int model) throws IOException {
        double[] row = models.get(model).row(random);
        int status = wire.send(Wire.post("/api/v1/models/many%d/predict".formatted(model), DenseBundle.body(row)));
        assertThat(status).as(wire.text()).isEqualTo(200);
        assertThat(Json.mapper()
                        .readTree(wire.text())
                        .at("/predictions/0/probabilities/c0")
                        .floatValue())
                .isCloseTo(models.get(model).answers(row)[0], within(1e-3f));
    }
}
