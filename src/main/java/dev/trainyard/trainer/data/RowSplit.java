package dev.trainyard.trainer.data;

import dev.trainyard.plan.Split;
import dev.trainyard.trainer.engine.SeededRandom;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
        IntStream.Builder train = IntStream.builder();
        IntStream.Builder validation = IntStream.builder();
        IntStream.Builder test = IntStream.builder();
        for (int[] group : groups) {
            int[] shuffled = group.clone();
            random.shuffle(shuffled);
            int held = (int) Math.round((split.test() + split.validation()) * group.length);
            int tested = Math.min(held, (int) Math.round(split.test() * group.length));
            for (int i = 0; i < shuffled.length; i++) {
                (i < tested ? test : i < held ? validation : train).add(shuffled[i]);
            }
        }
        return new RowSplit(ascending(train), ascending(validation), ascending(test));
    }

    private static int[] ascending(IntStream.Builder rows) {
        return rows.build().sorted().toArray();
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
