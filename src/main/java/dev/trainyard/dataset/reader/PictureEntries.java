package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.archive.Archive;
import dev.trainyard.dataset.archive.BadArchive;
import dev.trainyard.dataset.archive.Entry;
import dev.trainyard.dataset.picture.PictureFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an archive holds: pictures, perhaps a {@code labels.csv}, and stray files. */
final class PictureEntries {

    private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini");
    private static final String LABELS = "labels.csv";
    private static final int MOST_LOOKS = 1_000;
    private static final int SHOWN = 5;

    private final Archive archive;
    private final PictureRejects rejects;
    private final List<Entry> pictures = new ArrayList<>();
    private final List<Entry> labels = new ArrayList<>();
    private final List<String> stray = new ArrayList<>();
    private long strays;
    private int looks;
    private int common;

    private PictureEntries(Archive archive, PictureRejects rejects) {
        this.archive = archive;
        this.rejects = rejects;
    }

    /** Goes through an archive. */
    static PictureEntries of(Archive archive, PictureRejects rejects) throws IOException {
        PictureEntries found = new PictureEntries(archive, rejects);
        for (Entry entry : archive.entries()) {
            found.take(entry);
        }
        found.common = found.commonFolder();
        return found;
    }

    private void take(Entry entry) throws IOException {
        if (entry.kind() == Entry.Kind.FOLDER || entry.kind() == Entry.Kind.FILE && isLitter(entry)) {
            stray(entry);
        } else if (entry.leadsOut()) {
            reject(entry, "unsafe_name", "the name of the entry leads out of the archive's folder");
        } else if (entry.kind() == Entry.Kind.LINK) {
            reject(entry, "link", "the entry is a link or a device, not a file; links are not followed");
        } else if (entry.kind() == Entry.Kind.ENCRYPTED) {
            reject(entry, "encrypted", "the entry is encrypted; pack the archive without a password");
        } else if (entry.kind() == Entry.Kind.UNKNOWN_METHOD) {
            reject(entry, "unknown_packing", "the entry is packed in a way that is not read; use store or deflate");
        } else if (entry.fileName().equalsIgnoreCase(LABELS)) {
            labels.add(entry);
        } else if (PictureFormat.isNameOfPicture(entry.fileName()) || beginsLikeAPicture(entry)) {
            pictures.add(entry);
        } else {
            stray(entry);
        }
    }

    /** What systems leave in folders without being asked. */
    private static boolean isLitter(Entry entry) {
        for (String part : path(entry).split("/")) {
            if (part.startsWith(".") && !part.equals("..") && !part.equals(".") || part.equals("__MACOSX")) {
                return true;
            }
        }
        return LITTER.contains(entry.fileName().toLowerCase(Locale.ROOT));
    }

    private void stray(Entry entry) {
        if (entry.kind() != Entry.Kind.FOLDER) {
            strays++;
            if (stray.size() < SHOWN) {
                stray.add(entry.name());
            }
        }
    }

    private void reject(Entry entry, String code, String message) {
        rejects.add(entry.number(), entry.name(), code, message);
    }

    private boolean beginsLikeAPicture(Entry entry) throws IOException {
        if (looks++ >= MOST_LOOKS) {
            return false;
        }
        try (InputStream in = archive.open(entry)) {
            return PictureFormat.of(in.readNBytes(PictureFormat.TELLING_BYTES)).isPresent();
        } catch (BadArchive e) {
            return false;
        }
    }

    /** Where the part of all names behind folders that all share begins; the last folder counts as no shared one. */
    private int commonFolder() {
        if (pictures.isEmpty()) {
            return 0;
        }
        String first = path(pictures.get(0));
        int end = first.lastIndexOf('/') + 1;
        for (Entry picture : pictures) {
            String path = path(picture);
            while (!path.startsWith(first.substring(0, end))) {
                end = first.lastIndexOf('/', end - 2) + 1;
            }
        }
        return end;
    }

    /** The name with slashes between folders, without dots that mean nothing. */
    private static String path(Entry entry) {
        String path = entry.name().replace('\\', '/');
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        return path;
    }

    /** The name below the folders that all pictures share. */
    String inner(Entry picture) {
        return path(picture).substring(common);
    }

    /** Its folder below those that all pictures share; empty where it lies there itself. */
    String folder(Entry picture) {
        String inner = inner(picture);
        return inner.substring(0, Math.max(0, inner.lastIndexOf('/')));
    }

    List<Entry> pictures() {
        return pictures;
    }

    /** The {@code labels.csv} that lies nearest to the top. */
    @Nullable
    Entry labels() {
        return labels.stream()
                .min(Comparator.comparingLong(entry ->
                        entry.name().chars().filter(sign -> sign == '/').count()))
                .orElse(null);
    }

    /** The folder a file lies in, with its slash. */
    static String folderOf(Entry entry) {
        String path = path(entry);
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    static String pathOf(Entry entry) {
        return path(entry);
    }

    List<Warning> warnings() {
        if (strays == 0) {
            return List.of();
        }
        return List.of(new Warning(
                "stray_files",
                null,
                "%,d file%s of the archive %s left out, being no picture: %s%s"
                        .formatted(
                                strays,
                                strays == 1 ? "" : "s",
                                strays == 1 ? "was" : "were",
                                String.join(
                                        ", ",
                                        stray.stream().map(Reject::shortened).toList()),
                                strays > SHOWN ? ", …" : "")));
    }
}
