package dev.trainyard.security;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * By what is known again what somebody has shown a moment ago, at a small part of what SHA-256 takes: NHS, twice, under secret words
 * of this process (Black, Halevi, Krawczyk, Krovetz and Rogaway, UMAC, CRYPTO 1999). Whichever two texts somebody chooses who
 * does not know the words, they have the same one with a probability of 2⁻¹²⁶; so whoever shows a text that has it has shown
 * that very text. Being refused tells nothing of the words, and how long it takes depends on the length alone.
 *
 * @param length of the text, in bytes
 */
record Fingerprint(int length, long low, long high, long otherLow, long otherHigh) {

    /** Longer texts, in characters, have none. */
    static final int LONGEST = 8_192;

    private static final int WORD = Long.BYTES;
    private static final int PAIR = 2 * WORD;
    private static final int MOST_BYTES = 3 * LONGEST;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] SECRET =
            new SecureRandom().longs(MOST_BYTES / WORD + 2).toArray();

    static Fingerprint of(String text) {
        return of(text, SECRET);
    }

    /** @param secret a word for each word of the text, made whole by pairs, and two more */
    static Fingerprint of(String text, long[] secret) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] pairs = Arrays.copyOf(bytes, (bytes.length + PAIR - 1) / PAIR * PAIR);
        Sum sum = new Sum();
        Sum other = new Sum();
        for (int at = 0, word = 0; at < pairs.length; at += PAIR, word += 2) {
            long even = (long) WORDS.get(pairs, at);
            long odd = (long) WORDS.get(pairs, at + WORD);
            sum.add(even + secret[word], odd + secret[word + 1]);
            other.add(even + secret[word + 2], odd + secret[word + 3]);
        }
        return new Fingerprint(bytes.length, sum.low, sum.high, other.low, other.high);
    }

    /** As good as any part of it, and cheaper than what records have by themselves. */
    @Override
    public int hashCode() {
        return Long.hashCode(low);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint that
                && low == that.low
                && high == that.high
                && otherLow == that.otherLow
                && otherHigh == that.otherHigh
                && length == that.length;
    }

    /** Of products, in 128 bits. */
    private static final class Sum {

        private long low;
        private long high;

        void add(long one, long other) {
            long product = one * other;
            low += product;
            high += Math.multiplyHigh(one, other) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
        }
    }
}
