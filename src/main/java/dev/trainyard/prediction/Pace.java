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
    private static final long NOT_LOOKED = -1;

    /** Nobody knows before the first call. Callers write without a lock: a call that is lost here comes again. */
    private volatile long nanos = Long.MAX_VALUE;

    /** How many more calls are looked at closely: the first, and those after one that the wall clock says was not short. */
    private volatile int closely = 1;

    /** When a call began, by the wall clock and, where it was looked at, by the processor time of its thread. */
    record Begin(long wall, long processor) {}

    /** To look at the processor time costs as much as a small network: among short calls the wall clock will do. */
    Begin begin() {
        return new Begin(System.nanoTime(), closely > 0 || !isShort() ? processor() : NOT_LOOKED);
    }

    private static long processor() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    /** A call is over; no more processor time than wall time has gone into it. */
    void tookSince(Begin begin) {
        if (begin.processor() != NOT_LOOKED) {
            took(processor() - begin.processor());
            closely = Math.max(0, closely - 1);
            return;
        }
        long wall = System.nanoTime() - begin.wall();
        if (wall <= SHORT_NANOS) {
            took(wall);
        } else {
            closely = MEMORY;
        }
    }

    private void took(long took) {
        long most = nanos;
        nanos = most == Long.MAX_VALUE ? took : Math.max(took, most - (most - took) / MEMORY);
    }

    boolean isShort() {
        return nanos <= SHORT_NANOS;
    }
}
