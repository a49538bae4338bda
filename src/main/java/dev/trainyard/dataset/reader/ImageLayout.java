package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.archive.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of each picture what it shows: by the folder it lies in, or by {@code labels.csv}. */
final class ImageLayout {

    private static final List<String> PATHS =
            List.of("path", "file", "filename", "file_name", "image", "picture", "image_path", "img", "name", "id");
    private static final Set<String> PARTS =
            Set.of("train", "training", "test", "testing", "val", "valid", "validation", "dev");
    private static final String PATH = "path";
    private static final String LABEL = "label";

    private final PictureEntries entries;
    private final PictureRejects rejects;
    private final List<Warning> warnings = new ArrayList<>();

    ImageLayout(PictureEntries entries, PictureRejects rejects) {
        this.entries = entries;
        this.rejects = rejects;
    }

    List<Warning> warnings() {
        return warnings;
    }

    /** One folder for each class; without folders there are only pictures. */
    PictureTable byFolder(Path file) throws IOException {
        boolean labelled = entries.pictures().stream()
                .anyMatch(picture -> !entries.folder(picture).isEmpty());
        boolean inParts = labelled && entries.pictures().stream().allMatch(this::liesInAPart);
        Map<String, ColumnType> types =
                labelled ? Map.of(PATH, ColumnType.TEXT, LABEL, ColumnType.CATEGORICAL) : Map.of(PATH, ColumnType.TEXT);
        try (PictureTable table = new PictureTable(file, labelled ? List.of(PATH, LABEL) : List.of(PATH), types)) {
            for (Entry picture : entries.pictures()) {
                String label = label(picture, inParts);
                if (!labelled) {
                    table.add(picture.number(), picture.number(), List.of(picture.name()));
                } else if (label.isEmpty()) {
                    rejects.add(
                            picture.number(), picture.name(), "no_class", "the picture lies in no folder of a class");
                } else {
                    table.add(picture.number(), picture.number(), List.of(picture.name(), label));
                }
            }
            return table;
        }
    }

    private boolean liesInAPart(Entry picture) {
        String folder = entries.folder(picture);
        int slash = folder.indexOf('/');
        return slash > 0 && PARTS.contains(folder.substring(0, slash).toLowerCase(Locale.ROOT));
    }

    /** The first folder, or the second where the first ones are called train and test. */
    private String label(Entry picture, boolean inParts) {
        String[] folders = entries.folder(picture).split("/");
        return inParts ? folders[1] : folders[0];
    }

    /** One row for each picture. */
    PictureTable byLabels(LabelFile labels, Entry labelEntry, Path file) throws IOException {
        int pathColumn = Math.max(0, labels.column(PATHS));
        List<String> names = new ArrayList<>(labels.names());
        names.remove(pathColumn);
        names.add(0, PATH);
        Names.refuseDoubled(names);
        PicturePaths paths = new PicturePaths(entries, labelEntry);
        BitSet seen = new BitSet();
        try (PictureTable table = new PictureTable(file, names, Map.of(PATH, ColumnType.TEXT))) {
            labels.each(rejects, (line, cells) -> {
                String path = cells.remove(pathColumn);
                Entry picture = path == null ? null : paths.find(path);
                if (picture == null) {
                    reject(line, path);
                } else {
                    seen.set(picture.number());
                    cells.add(0, picture.name());
                    table.add(picture.number(), line, cells);
                }
            });
            warnOfUnlabelled(seen);
            return table;
        }
    }

    private void reject(long line, @Nullable String path) {
        rejects.add(
                line,
                path == null ? "" : path,
                "no_such_picture",
                "labels.csv names a picture that the archive does not have");
    }

    private void warnOfUnlabelled(BitSet seen) {
        List<Entry> unlabelled = entries.pictures().stream()
                .filter(picture -> !seen.get(picture.number()))
                .toList();
        if (!unlabelled.isEmpty()) {
            warnings.add(new Warning(
                    "unlabelled_pictures",
                    null,
                    "%,d pictures are left out because labels.csv has no row for them; the first is %s"
                            .formatted(
                                    unlabelled.size(),
                                    Reject.shortened(unlabelled.get(0).name()))));
        }
    }

    /** Finds pictures by what a {@code labels.csv} calls them. */
    static final class PicturePaths {

        private final Map<String, Entry> byPath = new HashMap<>();
        private final Map<String, Entry> byName = new HashMap<>();
        private final Set<String> ambiguous = new HashSet<>();
        private final String folder;

        PicturePaths(PictureEntries entries, Entry labels) {
            folder = PictureEntries.folderOf(labels);
            for (Entry picture : entries.pictures()) {
                byPath.put(PictureEntries.pathOf(picture), picture);
                nameToo(picture.fileName(), picture);
                nameToo(withoutEnding(picture.fileName()), picture);
            }
        }

        private void nameToo(String name, Entry picture) {
            Entry earlier = byName.put(name, picture);
            if (earlier != null && !earlier.equals(picture)) {
                ambiguous.add(name);
            }
        }

        private static String withoutEnding(String name) {
            int dot = name.lastIndexOf('.');
            return dot > 0 ? name.substring(0, dot) : name;
        }

        /** From where the table lies, from the top, or by the file's name alone where only one is called so. */
        @Nullable
        Entry find(String written) {
            String path = written.strip().replace('\\', '/').replaceFirst("^(\\./)+", "");
            Entry found = byPath.get(folder + path);
            if (found == null) {
                found = byPath.get(path);
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            return found == null && !ambiguous.contains(name) ? byName.get(name) : found;
        }
    }
}
