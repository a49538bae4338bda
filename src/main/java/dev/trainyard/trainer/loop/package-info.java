/** The training loop and all that it steers by: shuffling, stopping, checkpoints. */
@NullMarked
package dev.trainyard.trainer.loop;

import org.jspecify.annotations.NullMarked;
