/** How well answers match their targets. */
@NullMarked
package dev.trainyard.trainer.score;

import org.jspecify.annotations.NullMarked;
