package dev.trainyard.model;

import org.jspecify.annotations.Nullable;

/**
 * How many versions a model has.
 *
 * @param newest the highest number
 * @param latest the highest number that can be served, null when none can
 */
record VersionCount(
        String model, long versions, int newest, @Nullable Integer latest) {}
