package dev.trainyard.trainer.data;

import dev.trainyard.plan.Cutting.Cut;
import dev.trainyard.trainer.JobFailed;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a file's sequences that cannot be learned from, by their places in the order of the sequences. */
final class BadSteps {

    private final BitSet steps = new BitSet();
    private @Nullable JobFailed reason;

    void add(int step, JobFailed why) {
        steps.set(step);
        if (reason == null) {
            reason = why;
        }
    }

    /** The examples with no such step. */
    List<Cut> whole(List<Cut> cuts) {
        return cuts.stream()
                .filter(cut -> isWhole(cut.from(), cut.length()) && isWhole(cut.target(), cut.answers()))
                .toList();
    }

    private boolean isWhole(int from, int count) {
        int next = steps.nextSetBit(from);
        return next < 0 || next >= from + count;
    }

    /** The same of those to train on. */
    List<Cut> wholeToTrainOn(List<Cut> cuts) {
        List<Cut> whole = whole(cuts);
        if (whole.isEmpty()) {
            throw new JobFailed(
                    "data_invalid",
                    "no example is left to train on: every one has one of %d steps that cannot be learned from"
                            .formatted(steps.cardinality()),
                    "correct those rows, or use a smaller sequence.window");
        }
        return whole;
    }

    /**
     * Says which they are, by their numbers in the file.
     *
     * @throws JobFailed when there are some and they may not be left out
     */
    void judge(String part, int[] inOrder, boolean leavesOut, List<String> notes) {
        JobFailed why = reason;
        if (why != null) {
            int[] named = steps.stream().map(step -> inOrder[step]).sorted().toArray();
            BadRows.judge(part, named, why, leavesOut, notes);
        }
    }
}
