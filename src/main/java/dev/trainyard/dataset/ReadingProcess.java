package dev.trainyard.dataset;

import dev.trainyard.dataset.reader.ReaderMain;
import dev.trainyard.dataset.reader.Reading;
import dev.trainyard.dataset.reader.Reason;
import dev.trainyard.json.Json;
import dev.trainyard.process.ChildProcess;
import dev.trainyard.role.WorkerRole;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Reads bytes in a child process that may crash, hang or swell without harm to anybody. */
@Component
@WorkerRole
class ReadingProcess {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Readers readers;
    private final Duration mostTime;
    private final DataSize mostMemory;

    ReadingProcess(
            Readers readers,
            @Value("${trainyard.reading.max-time:30m}") Duration mostTime,
            @Value("${trainyard.reading.max-memory:1536MB}") DataSize mostMemory) {
        this.readers = readers;
        this.mostTime = mostTime;
        this.mostMemory = mostMemory;
    }

    /** The process ended without a result. */
    static final class Crashed extends IOException {
        private static final long serialVersionUID = 1L;

        Crashed(int status, String lastLines) {
            super("the reading process ended with status %d: %s".formatted(status, lastLines));
        }
    }

    /**
     * Reads the bytes that lie in a folder.
     *
     * @param goOn asked again and again; when it says no the process is ended
     * @throws Crashed when the process ended without a result, or was ended
     */
    Reading read(Path folder, DatasetSpec spec, BooleanSupplier goOn) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + mostTime.toNanos();
        try (Readers.Reader reader = readers.reading(folder)) {
            ChildProcess child = reader.process();
            while (!child.awaitExit(LOOK)) {
                if (System.nanoTime() > deadline) {
                    return tooMuch(
                            spec, "reading_timeout", "reading took more than %d s".formatted(mostTime.toSeconds()));
                }
                if (child.residentBytes().orElse(0) > mostMemory.toBytes()) {
                    return tooMuch(
                            spec,
                            "too_much_memory",
                            "reading needed more than %d MB of memory".formatted(mostMemory.toMegabytes()));
                }
                if (!goOn.getAsBoolean()) {
                    throw new Crashed(-1, "it was not to go on");
                }
            }
            if (child.exitStatus() != 0) {
                throw new Crashed(child.exitStatus(), reader.said().join());
            }
        }
        return Json.mapper().readValue(folder.resolve(ReaderMain.READING).toFile(), Reading.class);
    }

    private static Reading tooMuch(DatasetSpec spec, String code, String message) {
        return Reading.rejected(spec, new Reason(code, message + "; split the file, or leave out columns"));
    }
}
