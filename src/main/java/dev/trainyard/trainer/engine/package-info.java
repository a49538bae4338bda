/** What every training engine shares: its seam, first values, losses and update rules, in plain Java. */
@NullMarked
package dev.trainyard.trainer.engine;

import org.jspecify.annotations.NullMarked;
