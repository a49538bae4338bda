/** Whole trainer processes beside PyTorch. */
@NullMarked
package dev.trainyard.bench.training;

import org.jspecify.annotations.NullMarked;
