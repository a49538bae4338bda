package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.tenant.Tenant;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the time tells that it takes to ask who calls. */
@Tag("figures")
class KeyTimingFiguresTest extends AskedCallers {

    private static final int PAIRS = 2_000;

    @Autowired
    private KnownCallers callers;

    @Autowired
    private ApiKeyRows rows;

    /** Keys that begin as a real one does take as long to be refused as others: rank sums of interleaved pairs (Mann and Whitney 1947). */
    @Test
    void takesAsLongForAnyKey() {
        SecretKey real = SecretKey.random();
        Tenant.Scope tenant = Tenant.of(Tenant.DEFAULT);
        ApiKey key = rows.add(Tenant.DEFAULT, "timed", Role.VIEWER, null, real);
        try {
            SecretKey near = new SecretKey(
                    real.secret().substring(0, 45) + (real.secret().endsWith("A") ? "B" : "A"));
            SecretKey far = SecretKey.random();
            double share = shareOfLonger(callers, near, far);
            System.out.printf(
                    "a key that shares 42 of 43 characters with a real one took longer to be refused than a random one in %.1f %% of pairs%n",
                    100 * share);
            assertThat(share).isBetween(0.44, 0.56);
        } finally {
            rows.delete(key.id());
            tenant.close();
        }
    }

    private static double shareOfLonger(KnownCallers callers, SecretKey one, SecretKey other) {
        long[] ones = new long[PAIRS];
        long[] others = new long[PAIRS];
        Random order = new Random(1);
        for (int i = -PAIRS / 4; i < PAIRS; i++) {
            boolean first = order.nextBoolean();
            long a = time(callers, first ? one : other);
            long b = time(callers, first ? other : one);
            if (i >= 0) {
                ones[i] = first ? a : b;
                others[i] = first ? b : a;
            }
        }
        return IntStream.range(0, PAIRS)
                        .mapToDouble(i -> Arrays.stream(others)
                                .filter(time -> time < ones[i])
                                .count())
                        .sum()
                / ((double) PAIRS * PAIRS);
    }

    private static long time(KnownCallers callers, SecretKey key) {
        long start = System.nanoTime();
        if (callers.of(key.secret()).isPresent()) {
            throw new IllegalStateException("nobody has this key");
        }
        return System.nanoTime() - start;
    }
}
