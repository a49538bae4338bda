package dev.trainyard.trainer.engine;

import dev.trainyard.bundle.NamedArrays;
import dev.trainyard.plan.ResolvedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Saves a trained network in the format of a library, whichever engine trained it; found as a service. */
public interface NetworkArchive {

    /**
     * Writes the archive, unless the library has no word for something of the network: then there is no file.
     *
     * @return what there is no word for, or in what the archive goes on differently; nothing when it is the same
     */
    Optional<String> write(ResolvedJob job, Trained trained, Path file) throws IOException;

    /** The library's version. */
    String version();

    /**
     * A network at the end of its training.
     *
     * @param state the engine's, whose memory of past gradients goes into the archive
     */
    record Trained(NamedArrays parameters, NamedArrays state, int epochs, long iterations) {}
}
