/** Trains plain stacks of layers on the CPU: native products of matrices, and between them loops that the compiler vectorises. */
@NullMarked
package dev.trainyard.trainer.fused;

import org.jspecify.annotations.NullMarked;
