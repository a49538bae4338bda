package dev.trainyard.trainer.loop;

import dev.trainyard.bundle.Provenance;
import dev.trainyard.json.Json;
import dev.trainyard.trainer.JobFolder;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Where a training has to end that goes after another one: at the same update, and as that one did. The clock has no say in
 * it.
 */
record FixedEnd(Provenance.@Nullable End wanted) {

    /** What a job's folder says of it. */
    static FixedEnd of(JobFolder folder) throws IOException {
        return new FixedEnd(
                Files.exists(folder.end())
                        ? Json.mapper().readValue(Files.readAllBytes(folder.end()), Provenance.End.class)
                        : null);
    }

    boolean isSet() {
        return wanted != null;
    }

    /** Whether training has to end after so many updates; to the ends that come of themselves it is left alone. */
    boolean isAt(long iteration) {
        return wanted != null && !LoopEnd.of(wanted.reason()).isOfItself() && iteration >= wanted.iterations();
    }

    @Nullable
    LoopEnd end() {
        return wanted == null ? null : LoopEnd.of(wanted.reason());
    }

    Provenance.@Nullable OfCheckpoint checkpoint() {
        return wanted == null ? null : wanted.checkpoint();
    }
}
