package dev.trainyard.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.json.Json;
import dev.trainyard.trainer.TestJob;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.engine.Engine;
import dev.trainyard.trainer.engine.EngineMaker;
import dev.trainyard.trainer.engine.RuleEngine;
import org.junit.jupiter.api.Test;

class WatchesTest {

    private static final TrainerEvent COLLAPSED = new TrainerEvent.Warned("samples_collapsed", "in epoch 3");

    @Test
    void tellsAWarningOfTheLearnersOwnOnceHoweverOftenItIsResumed() {
        Watches watches = watches();
        assertThat(watches.isNew(new TrainerEvent.Logged("info", "a sheet"))).isTrue();
        assertThat(watches.isNew(COLLAPSED)).isTrue();
        assertThat(watches.isNew(COLLAPSED)).isFalse();

        Watches resumed = watches();
        String kept = Json.mapper().writeValueAsString(watches.standing());
        resumed.restore(Json.mapper().readValue(kept, Watches.Standing.class));

        assertThat(resumed.isNew(COLLAPSED)).isFalse();
        assertThat(resumed.isNew(new TrainerEvent.Warned("another", "in epoch 4")))
                .isTrue();
    }

    private static Watches watches() {
        return new Watches(TestJob.regression(10).resolved(), new Learner() {
            @Override
            public Engine engine() {
                return new RuleEngine((values, at) -> values[at], 2);
            }

            @Override
            public EpochScores scores() {
                throw new UnsupportedOperationException();
            }

            @Override
            public EngineMaker.Kernels kernels() {
                throw new UnsupportedOperationException();
            }
        });
    }
}
