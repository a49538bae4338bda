/** What differs between ways to learn: with a target, by contrastive divergence, in a game of two networks. */
@NullMarked
package dev.trainyard.trainer.technique;

import org.jspecify.annotations.NullMarked;
