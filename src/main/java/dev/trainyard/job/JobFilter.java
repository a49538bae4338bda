package dev.trainyard.job;

import org.jspecify.annotations.Nullable;

/** Which jobs are asked for; null asks for any. */
public record JobFilter(
        @Nullable JobState state,
        @Nullable String model,
        @Nullable String name) {}
