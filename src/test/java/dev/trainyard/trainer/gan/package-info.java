@NullMarked
package dev.trainyard.trainer.gan;

import org.jspecify.annotations.NullMarked;
