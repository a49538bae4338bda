package dev.trainyard.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Native libraries that tests of this machine have unpacked before. */
final class Natives {

    private static final Path UNPACKED = Path.of(System.getProperty("user.home"), ".javacpp", "cache");

    private Natives() {}

    /** Gives them to a service, where that takes no copying; if not, it unpacks them itself. */
    static void lend(Path data) throws IOException {
        Path folder = data.resolve("natives");
        if (Files.exists(folder) || !Files.exists(UNPACKED)) {
            return;
        }
        for (Path each : filesOf(UNPACKED)) {
            Path target = folder.resolve(UNPACKED.relativize(each).toString());
            Files.createDirectories(target.getParent());
            try {
                Files.createLink(target, each);
            } catch (IOException | UnsupportedOperationException e) {
                return; // another disk
            }
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.endsWith(".lock"))
                    .toList();
        }
    }
}
