package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ImageSpec;
import dev.trainyard.dataset.PictureSize;
import dev.trainyard.dataset.archive.Archive;
import dev.trainyard.dataset.archive.Archives;
import dev.trainyard.dataset.archive.BadArchive;
import dev.trainyard.dataset.archive.Entry;
import dev.trainyard.dataset.picture.PictureDecoder;
import dev.trainyard.dataset.picture.UnreadablePicture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What may be done with any bytes at all: they are read, or refused in the way that is meant for it; anything else ends
 * with an exception. The nested types have the form that the fuzzer Jazzer takes as {@code --target_class}.
 */
final class Fuzzing {

    private static final int MOST_ENTRIES = 100;

    private Fuzzing() {}

    /** Archives: zip, tar, gzip. */
    public static final class ArchiveTarget {

        private ArchiveTarget() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            inFolder(bytes, (file, folder) -> {
                try (Archive archive = Archives.open(file, folder)) {
                    archive.entries().stream().limit(MOST_ENTRIES).forEach(entry -> readAll(archive, entry));
                } catch (BadArchive e) {
                    // That is how it is refused.
                }
            });
        }

        private static void readAll(Archive archive, Entry entry) {
            if (!entry.isFile()) {
                return;
            }
            try (InputStream in = archive.open(entry)) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (BadArchive e) {
                // That is how it is refused.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** IDX files, alone or in archives. */
    public static final class IdxTarget {

        private IdxTarget() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            inFolder(bytes, (file, folder) -> {
                try {
                    if (IdxPictures.isIdx(file)) {
                        read(IdxPictures.of(file), folder);
                    } else if (Archives.isArchive(file)) {
                        try (Archive archive = Archives.open(file, folder)) {
                            read(IdxPictures.of(archive), folder);
                        }
                    }
                } catch (BadArchive | Unreadable e) {
                    // That is how it is refused.
                }
            });
        }

        private static void read(IdxPictures idx, Path folder) throws IOException {
            PictureTable table = idx.table(folder.resolve("pictures.csv"));
            int[] rows = Stream.iterate(1, row -> row + 1)
                    .limit(table.rows())
                    .mapToInt(Integer::intValue)
                    .toArray();
            idx.choosing(new ImageSpec(4, 4, null, null))
                    .write(table, rows, folder.resolve("pixels.u8"), new PictureRejects());
        }
    }

    /** Single pictures of every format. */
    public static final class PictureTarget {

        private static final PictureDecoder DECODER =
                new PictureDecoder(new PictureSize(8, 8, 3), ImageSpec.Fitting.PAD);

        private PictureTarget() {}

        public static void fuzzerTestOneInput(byte[] bytes) {
            try {
                byte[] pixels = DECODER.decode(bytes);
                if (pixels.length != 192) {
                    throw new IllegalStateException("%d bytes came of it".formatted(pixels.length));
                }
            } catch (UnreadablePicture e) {
                // That is how it is refused.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @FunctionalInterface
    private interface Reading {
        void read(Path file, Path folder) throws IOException;
    }

    private static void inFolder(byte[] bytes, Reading reading) {
        try {
            Path folder = Files.createTempDirectory("fuzzing");
            try {
                reading.read(Files.write(folder.resolve("raw"), bytes), folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> within = Files.walk(folder)) {
            for (Path path : within.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
