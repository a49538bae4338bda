package dev.trainyard.trainer.engine;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import java.io.IOException;
import java.nio.file.Path;

/** Saves a trained network in the format of a library, whichever engine trained it; found as a service. */
public interface NetworkArchive {

    /**
     * Writes the archive.
     *
     * @param state the engine's state, whose memory of past gradients goes into the archive
     */
    void write(ResolvedJob job, Trained trained, Path file) throws IOException;

    /** The library's version. */
    String version();

    /** A network at the end of its training. */
    record Trained(NamedArrays parameters, NamedArrays state, int epochs, long iterations) {}
}
