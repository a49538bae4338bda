@NullMarked
package dev.trainyard.trainer.vae;

import org.jspecify.annotations.NullMarked;
