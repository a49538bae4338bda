package dev.trainyard.dataset.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells archives by how they begin, whatever they are called. */
public final class Archives {

    private static final int LOOK = 512;

    private Archives() {}

    /** Whether a file begins like an archive that is read here. */
    public static boolean isArchive(Path file) throws IOException {
        byte[] beginning = beginning(file);
        return isZip(beginning) || TarHeader.begins(unpacked(beginning, file));
    }

    /**
     * Opens an archive.
     *
     * @param folder where a tar archive's files are laid into one file
     * @throws BadArchive when it is damaged or dishonest
     */
    public static Archive open(Path file, Path folder) throws IOException {
        return isZip(beginning(file)) ? ZipArchive.open(file) : TarArchive.open(file, folder.resolve("unpacked"));
    }

    /** The first bytes of a file, unpacked where it is gzipped. */
    public static byte[] beginning(Path file, int bytes) throws IOException {
        try (InputStream in = Gunzipped.openIfGzipped(file)) {
            return in.readNBytes(bytes);
        }
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LOOK);
        }
    }

    private static byte[] unpacked(byte[] beginning, Path file) throws IOException {
        if (!Gunzipped.isGzipped(beginning)) {
            return beginning;
        }
        try {
            return beginning(file, LOOK);
        } catch (BadArchive e) {
            return beginning;
        }
    }

    /** An archive with entries, or an empty one. */
    private static boolean isZip(byte[] beginning) {
        return beginning.length >= 4
                && beginning[0] == 'P'
                && beginning[1] == 'K'
                && (beginning[2] == 3 && beginning[3] == 4 || beginning[2] == 5 && beginning[3] == 6);
    }
}
