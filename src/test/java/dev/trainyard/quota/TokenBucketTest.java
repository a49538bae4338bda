package dev.trainyard.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = 1_000_000_000L;

    private final TokenBucket bucket = new TokenBucket(10, 0);

    @Test
    void letsAsManyThroughAtOnceAsInASecond() {
        assertThat(LongStream.range(0, 100)
                        .filter(i -> bucket.take(0).granted())
                        .count())
                .isEqualTo(10);
        assertThat(bucket.take(0).next()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void letsSoManyASecondThroughHoweverOftenSomebodyAsks() {
        long granted = LongStream.range(0, 10_000)
                .filter(i -> bucket.take(i * SECOND / 1000).granted())
                .count();
        assertThat(granted).isBetween(109L, 110L);
    }

    @Test
    void savesNoMoreThanASecond() {
        LongStream.range(0, 10).forEach(i -> bucket.take(0));
        assertThat(bucket.take(60 * SECOND).left()).isEqualTo(9);
    }

    @Test
    void aClockThatStandsStillGivesNothing() {
        LongStream.range(0, 10).forEach(i -> bucket.take(SECOND));
        assertThat(bucket.take(SECOND / 2).granted()).isFalse();
    }
}
