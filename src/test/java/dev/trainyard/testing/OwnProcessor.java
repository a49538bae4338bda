package dev.trainyard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The last processor for this process alone, all its threads and those to come, and the others for the service that it asks
 * (Linux): two that share processors wait for each other by whole time slices, and that is what one would measure.
 */
public final class OwnProcessor implements AutoCloseable {

    private static final long SELF = ProcessHandle.current().pid();
    private static final int LAST = Runtime.getRuntime().availableProcessors() - 1;

    private OwnProcessor() {}

    /** Keeps to it until closed. */
    public static OwnProcessor take() {
        pin(SELF, Integer.toString(LAST));
        return new OwnProcessor();
    }

    /** Those of the service, such as {@code 0} or {@code 0-2}. */
    public String others() {
        return LAST < 2 ? "0" : "0-" + (LAST - 1);
    }

    @Override
    public void close() {
        pin(SELF, "0-" + LAST);
    }

    /** Has a service that runs already keep to the others from now on. */
    public void leaveTheOthersTo(long service) {
        pin(service, others());
    }

    private static void pin(long process, String processors) {
        try {
            new ProcessBuilder("taskset", "-acp", processors, Long.toString(process))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
