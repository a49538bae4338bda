package dev.trainyard.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a bundle folder so that equal files always make equal bytes: in order of their names, all of one date. */
final class BundleZip {

    private static final LocalDateTime DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private BundleZip() {}

    static void write(Path folder, Path zip) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path each : filesIn(folder)) {
                ZipEntry entry = new ZipEntry(nameIn(folder, each));
                entry.setTimeLocal(DATE);
                out.setLevel(isDense(each) ? Deflater.NO_COMPRESSION : Deflater.DEFAULT_COMPRESSION);
                out.putNextEntry(entry);
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }

    /** Weights hardly shrink, and whoever loads a model waits for it to be unpacked. */
    private static boolean isDense(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".onnx") || name.endsWith(".zip") || name.endsWith(".safetensors");
    }

    /** All files, in order of their names. */
    static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted((a, b) -> nameIn(folder, a).compareTo(nameIn(folder, b)))
                    .toList();
        }
    }

    static String nameIn(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
