package dev.trainyard.trainer.data;

import dev.trainyard.plan.Split;
import dev.trainyard.trainer.engine.SeededRandom;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which rows of the data set train, which are watched, and which are measured at the end; each list ascends. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowSplit(int[] train, int[] validation, int[] test) {

    private static final long PURPOSE = 1;

    /**
     * Draws the parts.
     *
     * @param groups the rows, by class where the classes' shares are to stay equal
     */
    static RowSplit draw(List<int[]> groups, Split split, long seed) {
        SeededRandom random = new SeededRandom(seed, PURPOSE);
        List<int[]> train = new ArrayList<>();
        List<int[]> validation = new ArrayList<>();
        List<int[]> test = new ArrayList<>();
        for (int[] group : groups) {
            int[] shuffled = group.clone();
            random.shuffle(shuffled);
            int held = Math.min(group.length, (int) Math.round((split.test() + split.validation()) * group.length));
            int tested = Math.min(held, (int) Math.round(split.test() * group.length));
            test.add(Arrays.copyOf(shuffled, tested));
            validation.add(Arrays.copyOfRange(shuffled, tested, held));
            train.add(held == 0 ? shuffled : Arrays.copyOfRange(shuffled, held, shuffled.length));
        }
        return new RowSplit(ascending(train), ascending(validation), ascending(test));
    }

    private static int[] ascending(List<int[]> parts) {
        int[] rows = new int[parts.stream().mapToInt(part -> part.length).sum()];
        int filled = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, rows, filled, part.length);
            filled += part.length;
        }
        Arrays.sort(rows);
        return rows;
    }

    /** The rows of each part. */
    Map<String, int[]> byName() {
        Map<String, int[]> parts = new LinkedHashMap<>();
        parts.put("train", train);
        parts.put("validation", validation);
        parts.put("test", test);
        return parts;
    }

    String sha256() {
        MessageDigest digest = sha256Digest();
        for (int[] part : List.of(train, validation, test)) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * (part.length + 1)).putInt(part.length);
            Arrays.stream(part).forEach(bytes::putInt);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
