package dev.trainyard.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.trainyard.trainer.engine.Stopwatch.Part;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopwatchTest {

    @Test
    void tellsTheShareOfEachPart() {
        AtomicLong clock = new AtomicLong(50);
        Stopwatch watch = new Stopwatch(clock::get);

        lap(watch, clock, 10, Part.DATA);
        lap(watch, clock, 60, Part.FORWARD);
        lap(watch, clock, 30, Part.DATA);

        assertThat(watch.shares()).containsExactly(entry("data", 0.4), entry("forward", 0.6));
    }

    private static void lap(Stopwatch watch, AtomicLong clock, int nanos, Part part) {
        clock.addAndGet(nanos);
        watch.lap(part);
    }

    @Test
    void hasNothingToTellBeforeTheFirstLap() {
        assertThat(new Stopwatch(System::nanoTime).shares()).isEmpty();
    }
}
