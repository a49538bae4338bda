package dev.trainyard.process;

import dev.trainyard.home.DataFolder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The class path of child JVMs: this process's own. A plain JVM cannot read jars within a jar, so the runnable jar is
 * unpacked once under the data folder.
 */
@Component
final class RuntimeClassPath {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private final DataFolder data;

    RuntimeClassPath(DataFolder data) {
        this.data = data;
    }

    synchronized String get() throws IOException {
        String own = System.getProperty("java.class.path", "");
        if (own.contains(File.pathSeparator) || !own.endsWith(".jar")) {
            return own;
        }
        return of(Path.of(own));
    }

    String of(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(CLASSES) == null ? jar.toString() : classPathOf(unpacked(file));
        }
    }

    private Path unpacked(JarFile file) throws IOException {
        Path target = data.runtime().resolve(edition(file));
        if (!Files.isDirectory(target)) {
            sweep();
            Path aside = data.runtime().resolve("part-" + UUID.randomUUID());
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                unpack(file, entry, aside);
            }
            Files.move(aside, target);
        }
        return target;
    }

    /** A short sum of what the jar holds. The time of the file says nothing: every build of a version has the same. */
    private static String edition(JarFile file) {
        CRC32 sum = new CRC32();
        file.stream()
                .map(entry -> "%s %x%n".formatted(entry.getName(), entry.getCrc()))
                .forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return "%x-%x".formatted(sum.getValue(), file.size());
    }

    private void sweep() throws IOException {
        try (Stream<Path> old = Files.list(data.runtime())) {
            for (Path folder : (Iterable<Path>) old::iterator) {
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }

    private static void unpack(JarFile file, JarEntry entry, Path folder) throws IOException {
        String name = entry.getName();
        if (entry.isDirectory() || !(name.startsWith(CLASSES) || name.startsWith(LIBRARIES))) {
            return;
        }
        Path target = folder.resolve(
                        name.startsWith(CLASSES)
                                ? "classes/" + name.substring(CLASSES.length())
                                : "lib/" + name.substring(LIBRARIES.length()))
                .normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the jar has an entry outside itself: " + name);
        }
        Files.createDirectories(target.getParent());
        try (InputStream bytes = file.getInputStream(entry)) {
            Files.copy(bytes, target);
        }
    }

    private static String classPathOf(Path folder) throws IOException {
        try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
            List<String> parts = Stream.concat(
                            Stream.of(folder.resolve("classes").toString()),
                            libraries.map(Path::toString).sorted())
                    .toList();
            return String.join(File.pathSeparator, parts);
        }
    }
}
