package dev.trainyard.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedPutTest {

    private static final long LENGTH = 128L << 20;
    private static final long MOST_ALLOCATED = 16L << 20;

    @Test
    void needsNoMoreMemoryForALongStream(@TempDir Path root) throws IOException {
        DirectoryStore store = new DirectoryStore(root, 0);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        StoredObject stored = store.put(zeros(), Long.MAX_VALUE);

        assertThat(stored.bytes()).isEqualTo(LENGTH);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_ALLOCATED);
    }

    private static InputStream zeros() {
        return new InputStream() {
            private long left = LENGTH;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int count = (int) Math.min(length, left);
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
    }
}
