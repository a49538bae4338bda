package dev.trainyard.dataset.reader;

import dev.trainyard.dataset.archive.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The clips of an archive: a folder is a clip, its pictures in the order of their names are its frames. */
final class Clips {

    private final Map<String, List<Entry>> frames = new TreeMap<>(NaturalOrder.OF_NAMES);
    private final Map<String, String> byLastPart = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    Clips(PictureEntries entries, PictureRejects rejects) {
        for (Entry picture : entries.pictures()) {
            String folder = entries.folder(picture);
            if (folder.isEmpty()) {
                rejects.add(picture.number(), picture.name(), "no_clip", "the frame lies in no folder of a clip");
            } else {
                frames.computeIfAbsent(folder, clip -> new ArrayList<>()).add(picture);
            }
        }
        frames.values().forEach(clip -> clip.sort(Comparator.comparing(Entry::fileName, NaturalOrder.OF_NAMES)));
        frames.keySet().forEach(this::nameByLastPart);
    }

    private void nameByLastPart(String clip) {
        String last = clip.substring(clip.lastIndexOf('/') + 1);
        if (byLastPart.put(last, clip) != null) {
            ambiguous.add(last);
        }
    }

    /** The frames of each clip, by its folder. */
    Map<String, List<Entry>> frames() {
        return frames;
    }

    /** Whether each lies in the folder of a class. */
    boolean haveClasses() {
        return !frames.isEmpty() && frames.keySet().stream().allMatch(clip -> clip.contains("/"));
    }

    boolean has(String name) {
        return frames.containsKey(name);
    }

    /** The folder of the clip that somebody calls so: by its whole path, below a folder, or by its last part alone. */
    String called(String written) {
        String name = written.strip().replace('\\', '/').replaceFirst("/+$", "");
        for (String rest = name; ; rest = rest.substring(rest.indexOf('/') + 1)) {
            if (has(rest)) {
                return rest;
            }
            if (rest.indexOf('/') < 0) {
                break;
            }
        }
        return ambiguous.contains(name) ? name : byLastPart.getOrDefault(name, name);
    }
}
