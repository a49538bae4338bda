package dev.trainyard.job;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where a job is in its life. */
public enum JobState {
    QUEUED,
    RUNNING,
    PAUSING,
    PAUSED,
    CANCELLING,
    CANCELLED,
    SUCCEEDED,
    FAILED;

    /** Whether a job stays in this state for ever. */
    public boolean isTerminal() {
        return this == CANCELLED || this == SUCCEEDED || this == FAILED;
    }

    /** Whether a worker has the job. */
    public boolean isClaimed() {
        return this == RUNNING || this == PAUSING || this == CANCELLING;
    }

    /** Its name in the contract and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static JobState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state is %s; there are: %s".formatted(word, words())));
    }

    private static String words() {
        return Arrays.stream(values()).map(JobState::word).collect(Collectors.joining(", "));
    }
}
