@NullMarked
package dev.trainyard.trainer.rbm;

import org.jspecify.annotations.NullMarked;
