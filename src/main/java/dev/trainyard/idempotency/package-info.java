/** Creates that are made once, however often a caller repeats them under one {@code Idempotency-Key}. */
@NullMarked
package dev.trainyard.idempotency;

import org.jspecify.annotations.NullMarked;
