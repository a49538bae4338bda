package dev.trainyard.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every store of parts does. */
abstract class PartStoreContract {

    private static final int PART = 5 << 20;
    private static final Digest OTHER = new Digest("0".repeat(64));

    private final byte[] whole = random(2 * PART + 1000);

    abstract PartStore parts();

    abstract ObjectStore store();

    /** Sends a part as a caller would. */
    abstract void send(String handle, int number, byte[] bytes) throws Exception;

    /** How many objects there are, with what is left of uploads. */
    abstract long objects() throws IOException;

    @Test
    void joinsPartsThatCameInAnyOrderAndAgain() throws Exception {
        String handle = parts().begin();
        send(handle, 3, part(3));
        send(handle, 1, new byte[PART]);
        send(handle, 2, part(2));
        String earlier = parts().parts(handle).get(0).etag();
        send(handle, 1, part(1));

        assertThat(parts().parts(handle)).extracting(StoredPart::number).containsExactly(1, 2, 3);
        assertThat(parts().parts(handle))
                .extracting(StoredPart::bytes)
                .containsExactly((long) PART, (long) PART, 1000L);
        assertThat(parts().parts(handle).get(0).etag()).isNotEqualTo(earlier);
        Digest expected = digest();
        StoredObject joined = parts().join(handle, parts().parts(handle), expected);

        assertThat(joined).isEqualTo(new StoredObject(expected, whole.length));
        try (InputStream object = store().open(expected)) {
            assertThat(object.readAllBytes()).isEqualTo(whole);
        }
    }

    @Test
    void joinsAgainWhatACrashInterrupted() throws Exception {
        String handle = sendAll();
        StoredObject joined = parts().join(handle, parts().parts(handle), null);
        assertThat(parts().join(handle, parts().parts(handle), digest())).isEqualTo(joined);

        parts().forget(handle);
        parts().forget(handle);

        assertThat(parts().parts(handle)).isEmpty();
        assertThat(store().exists(joined.digest())).isTrue();
        assertThat(objects()).isEqualTo(1);
    }

    @Test
    void keepsNoObjectOfOtherBytesThanExpected() throws Exception {
        String handle = sendAll();
        Digest expected = digest();
        assertThatThrownBy(() -> parts().join(handle, parts().parts(handle), OTHER))
                .isInstanceOfSatisfying(
                        ContentDiffers.class, e -> assertThat(e.found()).isEqualTo(expected));
        assertThat(store().exists(digest())).isFalse();

        String again = parts().again(handle);
        if (!again.equals(handle)) {
            assertThat(parts().parts(again)).isEmpty();
        }
        for (int number = 1; number <= 3; number++) {
            send(again, number, part(number));
        }
        assertThat(parts().join(again, parts().parts(again), digest()).digest()).isEqualTo(digest());
    }

    @Test
    void leavesNothingOfForgottenParts() throws Exception {
        String handle = sendAll();
        parts().forget(handle);
        assertThat(parts().parts(handle)).isEmpty();
        assertThat(objects()).isZero();
    }

    private String sendAll() throws Exception {
        String handle = parts().begin();
        for (int number = 1; number <= 3; number++) {
            send(handle, number, part(number));
        }
        return handle;
    }

    byte[] part(int number) {
        return Arrays.copyOfRange(whole, (number - 1) * PART, Math.min(whole.length, number * PART));
    }

    private Digest digest() throws IOException {
        try (MeasuredStream measured = new MeasuredStream(new ByteArrayInputStream(whole), Long.MAX_VALUE)) {
            measured.readAllBytes();
            return measured.measured().digest();
        }
    }

    static InputStream breaking(byte[] first) {
        return new SequenceInputStream(new ByteArrayInputStream(first), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the caller hung up");
            }
        });
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(8).nextBytes(bytes);
        return bytes;
    }
}
