package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.ColumnType;
import dev.trainyard.dataset.SequenceSpec;
import dev.trainyard.dataset.archive.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says of each clip, or of each of its frames, what it shows: by the folder around it, or by {@code labels.csv}. */
final class ClipLayout {

    /** The columns that make clips of frames. */
    static final SequenceSpec SEQUENCE = new SequenceSpec("clip", "frame");

    private static final List<String> CLIPS = List.of("clip", "video", "sequence", "folder");
    private static final List<String> FRAMES = List.of("frame", "file", "filename");
    private static final List<String> PATHS = List.of("path", "image", "picture");
    private static final List<String> USUAL = List.of("path", "clip", "frame");
    private static final Map<String, ColumnType> TYPES =
            Map.of("path", ColumnType.TEXT, "clip", ColumnType.TEXT, "frame", ColumnType.NUMERIC);

    private final PictureEntries entries;
    private final PictureRejects rejects;
    private final Clips clips;
    private final List<Warning> warnings = new ArrayList<>();

    ClipLayout(PictureEntries entries, PictureRejects rejects) {
        this.entries = entries;
        this.rejects = rejects;
        this.clips = new Clips(entries, rejects);
    }

    /** What is told of a frame, and where. */
    private record Told(long line, List<@Nullable String> cells) {}

    @FunctionalInterface
    private interface Telling {
        @Nullable
        Told of(String clip, int frame, Entry entry);
    }

    List<Warning> warnings() {
        return warnings;
    }

    /** A folder for each class around those of the clips; without one there are only clips. */
    PictureTable byFolder(Path file) throws IOException {
        List<String> names = new ArrayList<>(USUAL);
        Map<String, ColumnType> types = new HashMap<>(TYPES);
        if (!clips.haveClasses()) {
            return table(file, names, types, (clip, frame, entry) -> new Told(entry.number(), List.of()));
        }
        names.add("label");
        types.put("label", ColumnType.CATEGORICAL);
        return table(
                file,
                names,
                types,
                (clip, frame, entry) -> new Told(entry.number(), List.of(clip.substring(0, clip.indexOf('/')))));
    }

    private PictureTable table(Path file, List<String> names, Map<String, ColumnType> types, Telling telling)
            throws IOException {
        try (PictureTable table = new PictureTable(file, names, types)) {
            for (Map.Entry<String, List<Entry>> clip : clips.frames().entrySet()) {
                for (int frame = 0; frame < clip.getValue().size(); frame++) {
                    Entry entry = clip.getValue().get(frame);
                    Told told = telling.of(clip.getKey(), frame, entry);
                    if (told != null) {
                        table.add(entry.number(), told.line(), cells(clip.getKey(), frame, entry, told));
                    }
                }
            }
            return table;
        }
    }

    private static List<@Nullable String> cells(String clip, int frame, Entry entry, Told told) {
        List<@Nullable String> cells = new ArrayList<>();
        Collections.addAll(cells, entry.name(), clip, Integer.toString(frame));
        cells.addAll(told.cells());
        return cells;
    }

    /** One row for each clip, or for each frame. */
    PictureTable byLabels(LabelFile labels, Entry labelEntry, Path file) throws IOException {
        Set<Integer> keys = keyColumns(labels);
        List<String> names = new ArrayList<>(USUAL);
        names.addAll(without(keys, labels.names()));
        Names.refuseDoubled(names);
        Map<String, Told> told = told(labels, keys, new ImageLayout.PicturePaths(entries, labelEntry));
        Set<String> used = new HashSet<>();
        long[] unlabelled = {0};
        PictureTable table = table(file, names, TYPES, (clip, frame, entry) -> {
            Told found = find(told, used, clip, frame, entry);
            unlabelled[0] += found == null ? 1 : 0;
            return found;
        });
        told.forEach((key, row) -> {
            if (!used.contains(key)) {
                rejects.add(row.line(), key.strip(), "no_such_clip", "labels.csv names what the archive does not have");
            }
        });
        warnOfUnlabelled(unlabelled[0]);
        return table;
    }

    private static Set<Integer> keyColumns(LabelFile labels) {
        Set<Integer> keys = new HashSet<>();
        int clip = labels.column(CLIPS);
        keys.add(nameColumn(labels));
        int frame = labels.column(FRAMES);
        if (clip >= 0 && frame >= 0) {
            keys.add(frame);
        }
        return keys;
    }

    /** The column that names a clip, or else the path of a frame. */
    private static int nameColumn(LabelFile labels) {
        int clip = labels.column(CLIPS);
        return Math.max(0, clip >= 0 ? clip : labels.column(PATHS));
    }

    private static <T extends @Nullable String> List<T> without(Set<Integer> keys, List<T> cells) {
        List<T> rest = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            if (!keys.contains(i)) {
                rest.add(cells.get(i));
            }
        }
        return rest;
    }

    private Map<String, Told> told(LabelFile labels, Set<Integer> keys, ImageLayout.PicturePaths paths)
            throws IOException {
        Map<String, Told> told = new HashMap<>();
        labels.each(
                rejects, (line, cells) -> told.put(key(labels, cells, paths), new Told(line, without(keys, cells))));
        return told;
    }

    /** Names a clip, a frame of a clip by its number or file, or a frame by its path. */
    private String key(LabelFile labels, List<@Nullable String> cells, ImageLayout.PicturePaths paths) {
        int clip = labels.column(CLIPS);
        int frame = labels.column(FRAMES);
        String name = String.valueOf(cells.get(nameColumn(labels)));
        String called = clips.called(name);
        if (clip >= 0 && frame >= 0) {
            return called + "\n" + cells.get(frame);
        }
        Entry picture = clip >= 0 || clips.has(called) ? null : paths.find(name);
        return picture == null ? called : "\n" + picture.number();
    }

    private static @Nullable Told find(Map<String, Told> told, Set<String> used, String clip, int frame, Entry entry) {
        for (String key : List.of(clip, clip + "\n" + frame, clip + "\n" + entry.fileName(), "\n" + entry.number())) {
            Told found = told.get(key);
            if (found != null) {
                used.add(key);
                return found;
            }
        }
        return null;
    }

    private void warnOfUnlabelled(long frames) {
        if (frames > 0) {
            warnings.add(new Warning(
                    "unlabelled_pictures",
                    null,
                    "%,d frames are left out because labels.csv has no row for them".formatted(frames)));
        }
    }
}
