package dev.trainyard.dataset;

import org.jspecify.annotations.Nullable;

/** Which data sets a list is to hold; null is no limit. */
public record DatasetFilter(
        @Nullable String name,
        @Nullable DatasetKind kind,
        @Nullable DatasetState state,
        @Nullable String tag) {}
