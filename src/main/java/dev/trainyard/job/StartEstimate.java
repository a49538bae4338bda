package dev.trainyard.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Reckons when a waiting job will begin, as if every slot took the next of the queue when it becomes free. */
final class StartEstimate {

    private StartEstimate() {}

    /**
     * How long a running job goes on for; null when that is not known.
     *
     * @param eta what it says itself
     * @param elapsed since it began
     * @param usual how long jobs took of late
     */
    static @Nullable Double secondsLeft(@Nullable Double eta, double elapsed, @Nullable Double usual) {
        return eta != null ? eta : usual == null ? null : Double.valueOf(Math.max(0, usual - elapsed));
    }

    /**
     * Seconds until the job at a place in the queue begins; null when it is not known how long those before it take.
     *
     * @param position from 1
     * @param running what is left of each running job
     */
    static @Nullable Double secondsUntil(
            int position, int slots, List<@Nullable Double> running, @Nullable Double usual) {
        if (slots - running.size() >= position) {
            return 0.0;
        }
        if (running.stream().anyMatch(Objects::isNull) || (usual == null && position > 1)) {
            return null;
        }
        PriorityQueue<Double> free = new PriorityQueue<>(new ArrayList<>(running));
        while (free.size() < slots) {
            free.add(0.0);
        }
        for (int ahead = 1; ahead < position && usual != null && !free.isEmpty(); ahead++) {
            free.add(free.remove() + usual);
        }
        return free.peek();
    }
}
