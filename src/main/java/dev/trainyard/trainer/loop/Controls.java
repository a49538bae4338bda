package dev.trainyard.trainer.loop;

import dev.trainyard.trainer.TrainerEvent.Command;
import org.jspecify.annotations.Nullable;

/** What the process was told while it works; set by one thread, heeded by the one that trains. */
public final class Controls {

    private volatile @Nullable Command asked;

    /** Asks for a stop; cancelling overrides everything. */
    public synchronized void ask(Command command) {
        if (asked != Command.CANCEL) {
            asked = command;
        }
    }

    public @Nullable Command asked() {
        return asked;
    }
}
