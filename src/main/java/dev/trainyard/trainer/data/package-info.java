/** From typed Parquet to encoded float matrices: split, fitted on the training rows, mapped. */
@NullMarked
package dev.trainyard.trainer.data;

import org.jspecify.annotations.NullMarked;
