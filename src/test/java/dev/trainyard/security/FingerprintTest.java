package dev.trainyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final BigInteger ALL = BigInteger.ONE.shiftLeft(128);
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2lzc3VlciJ9.c2lnbmF0dXJl";

    @Test
    void isTheSumOfProductsThatThePaperHas() {
        long[] secret = new Random(1).longs(64).toArray();
        for (String text : new String[] {"", "a", "ty_0123456789abc", "ty_0123456789abcd", TOKEN, "Müller"}) {
            Fingerprint made = Fingerprint.of(text, secret);
            assertThat(made.length()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
            assertThat(number(made.high(), made.low())).isEqualTo(sum(text, secret));
            assertThat(number(made.otherHigh(), made.otherLow()))
                    .isEqualTo(sum(text, Arrays.copyOfRange(secret, 2, secret.length)));
        }
    }

    private static BigInteger number(long high, long low) {
        return BigInteger.valueOf(high)
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(low)))
                .mod(ALL);
    }

    private static BigInteger sum(String text, long[] secret) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer words = ByteBuffer.wrap(Arrays.copyOf(bytes, (bytes.length + 15) / 16 * 16))
                .order(ByteOrder.LITTLE_ENDIAN);
        BigInteger sum = BigInteger.ZERO;
        for (int word = 0; words.hasRemaining(); word += 2) {
            BigInteger even = BigInteger.valueOf(words.getLong() + secret[word]);
            BigInteger odd = BigInteger.valueOf(words.getLong() + secret[word + 1]);
            sum = sum.add(even.multiply(odd)).mod(ALL);
        }
        return sum;
    }

    @Test
    void differsWhereverATextDoes() {
        Set<Fingerprint> all = new HashSet<>(Set.of(Fingerprint.of(TOKEN)));
        for (int i = 0; i < TOKEN.length(); i++) {
            assertThat(all.add(Fingerprint.of(TOKEN.substring(0, i) + "~" + TOKEN.substring(i + 1))))
                    .isTrue();
            assertThat(all.add(Fingerprint.of(TOKEN.substring(0, i)))).isTrue();
        }
        assertThat(all.add(Fingerprint.of(TOKEN + "\0"))).isTrue();
        assertThat(all.add(Fingerprint.of(TOKEN))).isFalse();
    }

    @Test
    void saysNothingToWhoeverDoesNotKnowTheSecret() {
        assertThat(Fingerprint.of(TOKEN)).isNotEqualTo(Fingerprint.of(TOKEN, new long[64]));
    }

    @Test
    void theLongestHasOne() {
        String longest = "\uffff".repeat(Fingerprint.LONGEST);
        assertThat(Fingerprint.of(longest)).isEqualTo(Fingerprint.of(longest));
    }
}
