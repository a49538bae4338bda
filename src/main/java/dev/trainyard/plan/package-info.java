/** Knows before it runs: a job's request worked out against its data set and definition. */
@NullMarked
package dev.trainyard.plan;

import org.jspecify.annotations.NullMarked;
