package dev.trainyard.trainer.data;

import dev.trainyard.trainer.JobFailed;
import dev.trainyard.trainer.TrainerEvent.Remedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of a part, or of a whole file, that cannot be learned from, numbered from 0 as the data set lists them. */
final class BadRows {

    private static final int MOST_NAMED = 10;

    private final String part;
    private final List<Integer> first = new ArrayList<>();
    private @Nullable JobFailed reason;
    private int count;

    BadRows(String part) {
        this.part = part;
    }

    /** What remains when some rows of a file are bad: throws, or notes which are left out. */
    static void judge(String part, int[] rows, JobFailed why, boolean leavesOut, List<String> notes) {
        BadRows bad = new BadRows(part);
        for (int row : rows) {
            bad.add(row, why);
        }
        if (!leavesOut) {
            bad.refuse();
        }
        notes.add(bad.note());
    }

    void add(int row, JobFailed why) {
        count++;
        if (first.size() < MOST_NAMED) {
            first.add(row);
        }
        if (reason == null) {
            reason = why;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** @throws JobFailed for the first one's reason, naming all of them, when there is one */
    void refuse() {
        JobFailed why = reason;
        if (why != null) {
            throw new JobFailed(
                    why.code(),
                    "%s: %s".formatted(named(), why.getMessage()),
                    why.hint(),
                    Stream.concat(Stream.of(leavingThemOut()), why.remedies().stream())
                            .toList(),
                    Map.of("part", part, "badRows", count, "rows", List.copyOf(first)));
        }
    }

    private Remedy leavingThemOut() {
        return Remedy.setting(
                count == 1 ? "Leave that row out" : "Leave those %d rows out".formatted(count),
                "/preprocessing/badRows",
                "leave-out");
    }

    private String named() {
        String numbers = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String more = count > first.size() ? " and %d more".formatted(count - first.size()) : "";
        return count == 1 ? "row " + numbers : "rows %s%s".formatted(numbers, more);
    }

    /** What the job's owner should know of rows that were left out. */
    String note() {
        return "left out %s of the %s part: %s".formatted(named(), part, reason == null ? "" : reason.getMessage());
    }
}
