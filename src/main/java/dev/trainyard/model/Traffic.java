package dev.trainyard.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which versions the calls of an alias go to.
 *
 * @param version the only one, or the one that most go to
 * @param split how many parts of the calls each of several gets, empty where there is one
 * @param shadow one that is asked besides, whose answers are only compared; null for none
 */
public record Traffic(
        int version, Map<Integer, Integer> split, @Nullable Integer shadow) {

    private static final int MOST_PARTS = 1_000_000;
    private static final int MOST_VERSIONS = 10;

    public Traffic {
        split = Collections.unmodifiableMap(new TreeMap<>(split));
    }

    /** All to one version. */
    public static Traffic to(int version) {
        return new Traffic(version, Map.of(), null);
    }

    /** @throws IllegalArgumentException when nothing, or too much, is said */
    public static Traffic of(
            @Nullable Integer version, @Nullable Map<Integer, Integer> split, @Nullable Integer shadow) {
        if ((version == null) == (split == null)) {
            throw new IllegalArgumentException(
                    "one of version and split is expected: version is a number, split such as {\"1\":90,\"2\":10}");
        }
        Traffic traffic =
                new Traffic(version != null ? version : heaviest(split), split == null ? Map.of() : split, shadow);
        if (shadow != null && traffic.versionsAsked().contains(shadow)) {
            throw new IllegalArgumentException("shadow is %d, which is asked anyway".formatted(shadow));
        }
        return traffic;
    }

    private static int heaviest(Map<Integer, Integer> split) {
        boolean each = split.values().stream().allMatch(parts -> parts != null && parts > 0 && parts <= MOST_PARTS);
        if (split.isEmpty() || split.size() > MOST_VERSIONS || !each) {
            throw new IllegalArgumentException(
                    "split is %s; it gives 1 to %d versions a number of parts each, from 1 to %d"
                            .formatted(split, MOST_VERSIONS, MOST_PARTS));
        }
        return split.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Collections.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    private List<Integer> versionsAsked() {
        return split.isEmpty() ? List.of(version) : List.copyOf(split.keySet());
    }

    /** Every version that must be there for this to work. */
    public List<Integer> versions() {
        return Stream.concat(versionsAsked().stream(), Stream.ofNullable(shadow))
                .toList();
    }

    /**
     * The version that a call goes to.
     *
     * @param share from 0 to below 1, drawn anew for each call
     */
    int drawn(double share) {
        double left =
                share * split.values().stream().mapToInt(Integer::intValue).sum();
        for (Map.Entry<Integer, Integer> part : split.entrySet()) {
            left -= part.getValue();
            if (left < 0) {
                return part.getKey();
            }
        }
        return version;
    }
}
