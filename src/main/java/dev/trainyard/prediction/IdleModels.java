package dev.trainyard.prediction;

import dev.trainyard.database.Rounds;
import java.time.Duration;

/** Closes models that nobody has asked for a while. */
final class IdleModels implements AutoCloseable {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Rounds rounds;

    /** @param idle how long a model stays loaded that nobody asks */
    IdleModels(Servables servables, Duration idle) {
        rounds = new Rounds("idle-models", "Closing models that nobody asks", () -> servables.unload(idle));
        Duration every = between(SHORTEST, idle.dividedBy(2), LONGEST);
        rounds.start(every, every);
    }

    private static Duration between(Duration least, Duration wish, Duration most) {
        Duration enough = wish.compareTo(least) < 0 ? least : wish;
        return enough.compareTo(most) > 0 ? most : enough;
    }

    @Override
    public void close() {
        rounds.close();
    }
}
