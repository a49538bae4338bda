/** Has a trained model answer the rows of a data set, piece by piece, with as much memory for a million as for a hundred. */
@NullMarked
package dev.trainyard.trainer.batch;

import org.jspecify.annotations.NullMarked;
