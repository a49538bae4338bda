package dev.trainyard.worker;

import dev.trainyard.home.DataFolder;
import dev.trainyard.job.Running;
import dev.trainyard.role.WorkerRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** The folders of running attempts. */
@Component
@WorkerRole
class Scratch {

    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);

    /** Less is not enough for any attempt; and what shares the disk with it, such as an embedded database, needs some. */
    private static final long LEAST_ROOM = 64L << 20;

    private final DataFolder data;
    private volatile boolean wasFull;

    Scratch(DataFolder data) {
        this.data = data;
    }

    /** Whether the disk has room for another attempt; a worker without any would take jobs only to fail them. */
    boolean hasRoom() {
        boolean full = isFull();
        if (full != wasFull) {
            wasFull = full;
            LOG.warn(full ? "The disk is full; no jobs are taken" : "The disk has room again; jobs are taken");
        }
        return !full;
    }

    private boolean isFull() {
        try {
            return Files.getFileStore(data.scratch()).getUsableSpace() < LEAST_ROOM;
        } catch (IOException e) {
            LOG.warn("How full the disk is cannot be told: {}", e.getMessage());
            return false;
        }
    }

    /** An empty folder for one attempt. */
    Path folderOf(Running running) throws IOException {
        Path folder = data.scratch().resolve("%s-%d".formatted(running.jobId(), running.attempt()));
        FileSystemUtils.deleteRecursively(folder);
        return Files.createDirectories(folder);
    }

    static void delete(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("Scratch folder {} stays until the next start: {}", folder.getFileName(), e.getMessage());
        }
    }
}
