/** Restricted Boltzmann machines: contrastive divergence, alone or in a stack (Hinton 2002, 2010). */
@NullMarked
package dev.trainyard.trainer.rbm;

import org.jspecify.annotations.NullMarked;
