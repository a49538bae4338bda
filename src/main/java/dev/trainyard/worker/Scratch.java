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

    private final DataFolder data;

    Scratch(DataFolder data) {
        this.data = data;
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
