/** Variational autoencoders (Kingma and Welling 2013). */
@NullMarked
package dev.trainyard.trainer.vae;

import org.jspecify.annotations.NullMarked;
