/** Generative adversarial networks (Goodfellow et al. 2014). */
@NullMarked
package dev.trainyard.trainer.gan;

import org.jspecify.annotations.NullMarked;
