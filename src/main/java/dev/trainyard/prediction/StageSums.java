package dev.trainyard.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What the stages of a version's calls took together; any number of threads may add. */
final class StageSums {

    /** Of further sizes only what all sizes took together is known. */
    private static final int MOST_SIZES = 64;

    private final Sums all = new Sums();
    private final LongAdder total = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder queue = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder runs = new LongAdder();
    private final Map<Integer, Sums> sizes = new ConcurrentHashMap<>();
    private volatile long lastMillis;

    /** The stages that calls of one size, or of all, went through. */
    private static final class Sums {

        private final LongAdder count = new LongAdder();
        private final LongAdder input = new LongAdder();
        private final LongAdder infer = new LongAdder();
        private final LongAdder output = new LongAdder();

        void add(Course.Stages stages) {
            count.increment();
            input.add(stages.input());
            infer.add(stages.infer());
            output.add(stages.output());
        }

        CallStatistics.Computing computing() {
            return new CallStatistics.Computing(count.sum(), input.sum(), infer.sum(), output.sum());
        }
    }

    void add(Course.Stages stages, boolean answered) {
        if (!answered) {
            unanswered.add(stages.total());
            return;
        }
        total.add(stages.total());
        queue.add(stages.queue());
        rows.add(stages.rows());
        runs.add(stages.runs());
        all.add(stages);
        Sums size = size(stages.inOneGo());
        if (size != null) {
            size.add(stages);
        }
        lastMillis = System.currentTimeMillis();
    }

    private @Nullable Sums size(int together) {
        if (together == 0) {
            return null;
        }
        Sums known = sizes.get(together);
        return known != null || sizes.size() >= MOST_SIZES
                ? known
                : sizes.computeIfAbsent(together, some -> new Sums());
    }

    /** How long the answered calls took together. */
    long nanos() {
        return total.sum();
    }

    /** @param failed how many calls were not answered, whatever the reason */
    CallStatistics statistics(long answered, long failed) {
        List<CallStatistics.Size> bySize = new ArrayList<>();
        sizes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(size -> bySize.add(
                        new CallStatistics.Size(size.getKey(), size.getValue().computing())));
        return new CallStatistics(
                lastMillis,
                rows.sum(),
                runs.sum(),
                answered,
                total.sum(),
                failed,
                unanswered.sum(),
                queue.sum(),
                all.computing(),
                bySize);
    }
}
