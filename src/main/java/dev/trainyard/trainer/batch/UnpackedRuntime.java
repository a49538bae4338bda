package dev.trainyard.trainer.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * ONNX Runtime unpacks its libraries into the temporary folder and removes them at an orderly end, which a process that is
 * killed never has. Once they are mapped their files are not needed.
 */
public final class UnpackedRuntime {

    private static final Path MAPPED = Path.of("/proc/self/maps");
    private static final String FOLDER = "/onnxruntime-java";

    private UnpackedRuntime() {}

    public static void unlink() {
        try (Stream<String> lines = Files.lines(MAPPED)) {
            lines.filter(line -> line.contains(FOLDER) && line.indexOf('/') > 0)
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .distinct()
                    .forEach(UnpackedRuntime::delete);
        } catch (IOException | UncheckedIOException e) {
            // Not Linux, or not ours to delete: the files go when the process ends in order.
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Path folder = file.getParent();
            if (folder != null && isEmpty(folder)) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
