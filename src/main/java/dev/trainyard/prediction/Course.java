package dev.trainyard.prediction;

import org.jspecify.annotations.Nullable;

/** Where the time of a call goes, told along its way by whoever has it at hand. It stays on one thread. */
final class Course {

    private static final ThreadLocal<@Nullable Course> AT_HAND = new ThreadLocal<>();

    private final @Nullable Course around = AT_HAND.get();
    private final long begin = System.nanoTime();
    private long placed = begin;
    private long inferring;
    private long firstBegan;
    private int rows;
    private int runs;
    private int inOneGo;

    private Course() {}

    /** The course of a call that begins now, perhaps within another. */
    static Course begin() {
        Course course = new Course();
        AT_HAND.set(course);
        return course;
    }

    /** That of this thread's call; null where nobody asks for it. */
    static @Nullable Course atHand() {
        return AT_HAND.get();
    }

    /**
     * What became of the time of a call, in nanoseconds.
     *
     * @param total from its begin to its end
     * @param queue until there was a place for it
     * @param input reading it, until the network was asked
     * @param infer in the network, or waiting for callers to be asked with; all there is to do where that is asked in other ways
     * @param output what was left
     * @param rows that the network answered, one where it is asked in other ways
     * @param runs of the network for this call; none where another call had it run for both
     * @param inOneGo the rows of its run, those of others among them; 0 where it had more than one
     */
    record Stages(long total, long queue, long input, long infer, long output, int rows, int runs, int inOneGo) {}

    /** The call is over, and what it was within goes on. */
    Stages end() {
        if (around == null) {
            AT_HAND.remove();
        } else {
            AT_HAND.set(around);
        }
        long end = System.nanoTime();
        long queue = placed - begin;
        return rows == 0
                ? new Stages(end - begin, queue, 0, end - placed, 0, 1, 1, 1)
                : new Stages(
                        end - begin,
                        queue,
                        firstBegan - placed,
                        inferring,
                        end - firstBegan - inferring,
                        rows,
                        runs,
                        runs == 1 ? inOneGo : 0);
    }

    /** There was a place for the call. */
    static void placed(long at) {
        Course course = AT_HAND.get();
        if (course != null) {
            course.placed = at;
        }
    }

    /** The network answered rows of this call. */
    void inferred(int some, long began) {
        firstBegan = rows == 0 ? began : firstBegan;
        inferring += System.nanoTime() - began;
        rows += some;
    }

    /** This call had the network run. */
    static void ran(int together) {
        Course course = AT_HAND.get();
        if (course != null) {
            course.runs++;
            course.inOneGo = together;
        }
    }
}
