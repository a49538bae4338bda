package dev.trainyard.worker;

import dev.trainyard.job.NewEvent;
import dev.trainyard.job.Running;
import dev.trainyard.job.RunningJobs;
import dev.trainyard.job.TraceContext;
import dev.trainyard.storage.Digest;
import dev.trainyard.storage.ObjectStore;
import dev.trainyard.storage.Orphans;
import dev.trainyard.storage.StoredObject;
import dev.trainyard.tenant.Tenant;
import dev.trainyard.trainer.JobFolder;
import dev.trainyard.trainer.TrainerEvent.CheckpointWritten;
import dev.trainyard.worker.EventBuffer.Entered;
import dev.trainyard.worker.EventBuffer.Happened;
import dev.trainyard.worker.EventBuffer.Item;
import dev.trainyard.worker.EventBuffer.Written;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what a trainer says into the job's event log, in order and in batches, and its checkpoints into the store. */
final class Relay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final int CAPACITY = 5000;
    private static final long LINGER_MILLIS = 100;

    private final Running running;
    private final JobFolder folder;
    private final RunningJobs jobs;
    private final ObjectStore store;
    private final Orphans orphans;
    private final Persistence persistence;
    private final EventBuffer buffer = new EventBuffer(CAPACITY, LINGER_MILLIS);
    private final Thread writer;
    private volatile @Nullable Throwable failure;

    Relay(Running running, JobFolder folder, Workbench bench, Persistence persistence) {
        this.running = running;
        this.folder = folder;
        this.jobs = bench.jobs();
        this.store = bench.store();
        this.orphans = bench.orphans();
        this.persistence = persistence;
        this.writer = new Thread(Tenant.handOn(TraceContext.handOn(this::write)), "relay-" + running.jobId());
        writer.setDaemon(true);
        writer.start();
    }

    /** Takes an item; false when nothing can be written any more. */
    boolean put(Item item) throws InterruptedException {
        return buffer.put(item);
    }

    private void write() {
        try {
            for (List<Item> items = buffer.takeAll(); !items.isEmpty(); items = buffer.takeAll()) {
                write(items);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            failure = e;
            buffer.close();
        }
    }

    private void write(List<Item> items) throws InterruptedException {
        List<NewEvent> events = new ArrayList<>();
        for (Item item : items) {
            if (item instanceof Happened happened) {
                events.add(happened.event());
            } else {
                append(events);
                writeAlone(item);
            }
        }
        append(events);
    }

    private void append(List<NewEvent> events) throws InterruptedException {
        if (!events.isEmpty()) {
            List<NewEvent> batch = List.copyOf(events);
            persistence.write(() -> jobs.append(running, batch));
            events.clear();
        }
    }

    private void writeAlone(Item item) throws InterruptedException {
        if (item instanceof Entered entered) {
            persistence.write(() -> jobs.enter(running, entered.phase()));
        } else if (item instanceof Written written) {
            upload(written.checkpoint());
        }
    }

    private void upload(CheckpointWritten checkpoint) throws InterruptedException {
        Path file = folder.checkpoints().resolve(checkpoint.file());
        try {
            StoredObject object = store.put(file);
            persistence.write(() -> orphans.doubt(List.of(object.digest())));
            List<Digest> unused = persistence.get(() ->
                    jobs.checkpoint(running, checkpoint.epoch(), checkpoint.iteration(), object, checkpoint.series()));
            if (!store.exists(object.digest())) {
                store.put(file); // what had the same bytes was deleted before this was entered
            }
            persistence.write(() -> orphans.sweep(unused));
        } catch (NoSuchFileException e) {
            LOG.debug("Checkpoint {} of {} was superseded before it could be stored", file, running.jobId());
        } catch (IOException e) {
            LOG.warn("Checkpoint {} of {} is not kept", checkpoint.file(), running.jobId(), e);
            NewEvent warning = new NewEvent.Warning(
                    "checkpoint_not_kept",
                    "The checkpoint of epoch %d could not be stored; training goes on".formatted(checkpoint.epoch()));
            persistence.write(() -> jobs.append(running, List.of(warning)));
        }
    }

    /** Writes what is left. */
    void finish() throws InterruptedException {
        buffer.close();
        writer.join();
        Throwable reason = failure;
        if (reason instanceof Error error) {
            throw error;
        }
        if (reason != null) {
            throw (RuntimeException) reason;
        }
    }

    /** Stops, written or not. */
    @Override
    public void close() {
        buffer.close();
        writer.interrupt();
    }
}
