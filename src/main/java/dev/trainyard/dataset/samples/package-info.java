/** Generated data sets to try things on: the same seed makes the same rows. */
@NullMarked
package dev.trainyard.dataset.samples;

import org.jspecify.annotations.NullMarked;
