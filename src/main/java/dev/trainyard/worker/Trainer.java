package dev.trainyard.worker;

import dev.trainyard.json.Json;
import dev.trainyard.process.ChildProcess;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TrainerEvent;
import dev.trainyard.trainer.TrainerEvent.Command;
import dev.trainyard.trainer.TrainerEvent.Failed;
import dev.trainyard.trainer.TrainerEvent.Finished;
import dev.trainyard.trainer.TrainerEvent.Stopped;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** A trainer process at work on one job. */
final class Trainer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);
    private static final Duration TO_DIE = Duration.ofSeconds(10);

    private final ChildProcess child;
    private final TrainerLog log;
    private final Thread complaints;

    Trainer(ChildProcess child, TrainerLog log) {
        this.child = child;
        this.log = log;
        this.complaints = new Thread(this::keepComplaints, "trainer-%d-errors".formatted(child.pid()));
        complaints.setDaemon(true);
        complaints.start();
    }

    private void keepComplaints() {
        try (BufferedReader errors = child.errors()) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                log.add(line);
            }
        } catch (IOException e) {
            LOG.debug("The trainer's standard error broke off", e);
        }
    }

    void begin(JobFolder folder) throws IOException {
        child.send(folder.folder().toString());
    }

    void tell(Command command) throws IOException {
        child.send(command.name().toLowerCase(Locale.ROOT));
    }

    /** What the listener is told of; false ends the conversation. */
    interface Listener {
        boolean hear(TrainerEvent event) throws InterruptedException;
    }

    /** Passes on what it says; the event after which nothing follows, or nothing when it went without one. */
    Optional<TrainerEvent> listen(Listener listener) throws InterruptedException {
        try {
            for (String line = child.output().readLine();
                    line != null;
                    line = child.output().readLine()) {
                TrainerEvent event = parsed(line);
                if (event != null && isLast(event)) {
                    return Optional.of(event);
                }
                if (event != null && !listener.hear(event)) {
                    return Optional.empty();
                }
            }
        } catch (IOException e) {
            LOG.debug("The trainer's standard output broke off", e);
        }
        return Optional.empty();
    }

    private @Nullable TrainerEvent parsed(String line) {
        try {
            return Json.mapper().readValue(line, TrainerEvent.class);
        } catch (JacksonException e) {
            log.add(line);
            return null;
        }
    }

    private static boolean isLast(TrainerEvent event) {
        return event instanceof Finished || event instanceof Stopped || event instanceof Failed;
    }

    /** Waits for the end of a process that went without a word, and tells how it ended. */
    Crash howItEnded() throws InterruptedException {
        if (!child.awaitExit(TO_DIE)) {
            child.kill();
            return Crash.of(null, log.tail());
        }
        complaints.join(TO_DIE.toMillis());
        return Crash.of(child.exitStatus(), log.tail());
    }

    OptionalLong residentBytes() {
        return child.residentBytes();
    }

    void kill() {
        child.kill();
    }

    @Override
    public void close() {
        child.close();
    }
}
