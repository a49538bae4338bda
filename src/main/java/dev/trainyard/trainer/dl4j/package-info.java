/** Training with Deeplearning4j: the only package that names it. */
@NullMarked
package dev.trainyard.trainer.dl4j;

import org.jspecify.annotations.NullMarked;
