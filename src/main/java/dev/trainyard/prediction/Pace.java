package dev.trainyard.prediction;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;

/** How much processor time the calls of a model take: the most of late, so that among many short ones a long one counts. */
final class Pace {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Who is done so soon keeps nobody waiting, while to be put to sleep and woken costs about as much. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int MEMORY = 16;

    /** Nobody knows before the first call. Callers write without a lock: a call that is lost here comes again. */
    private volatile long nanos = Long.MAX_VALUE;

    /** The processor time of this thread up to now. */
    static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** A call began when {@link #now} said this, and is over. */
    void tookSince(long begin) {
        long took = now() - begin;
        long most = nanos;
        nanos = most == Long.MAX_VALUE ? took : Math.max(took, most - (most - took) / MEMORY);
    }

    boolean isShort() {
        return nanos <= SHORT_NANOS;
    }
}
