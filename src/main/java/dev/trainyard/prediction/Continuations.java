package dev.trainyard.prediction;

import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Lets published models write texts on, and sequences go on. */
@Service
@ApiRole
public class Continuations {

    private final ServedModels served;

    Continuations(ServedModels served) {
        this.served = served;
    }

    /**
     * Writes a text on.
     *
     * @param asked read only of a model that writes, so that others are refused for what they are
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code unavailable}
     */
    public WrittenText write(String model, String version, Supplier<Continuation> asked) {
        return served.use(model, version, (found, servable) -> {
            servable.checkWrites();
            Continuation wanted = asked.get();
            long seed = wanted.seed() == null ? ThreadLocalRandom.current().nextLong(1L << 53) : wanted.seed();
            Continued written = servable.write(wanted, seed);
            return new WrittenText(found.model(), found.version(), written.text(), written.seed(), written.warnings());
        });
    }

    /** Whether a model lets sequences go on by what it forecasts. */
    public boolean forecasts(String model, String version) {
        return served.look(
                model, version, (found, servable) -> servable.rollout().isPresent());
    }

    /**
     * Lets a sequence go on.
     *
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code unavailable}
     */
    public WrittenSequence goOn(String model, String version, Continuation asked) {
        return served.use(model, version, (found, servable) -> {
            long seed = asked.seed() == null ? ThreadLocalRandom.current().nextLong(1L << 53) : asked.seed();
            SequenceRollout.Rolled rolled = servable.rollout().orElseThrow().roll(asked, seed);
            return new WrittenSequence(found.model(), found.version(), rolled.steps(), seed, rolled.warnings());
        });
    }

    /**
     * The same as a picture of the way that a pen goes, prompt included.
     *
     * @throws Problem {@code not_found}, {@code invalid_prediction_input}, {@code unavailable}
     */
    public byte[] goneOnPicture(String model, String version, Continuation asked) {
        WrittenSequence written = goOn(model, version, asked);
        List<Map<?, ?>> steps = new ArrayList<>();
        for (Object row : asked.rows()) {
            if (row instanceof Map<?, ?> step) {
                steps.add(step);
            }
        }
        steps.addAll(written.steps());
        return PenPicture.png(steps);
    }
}
