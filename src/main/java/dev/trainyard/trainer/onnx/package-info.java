/** A trained network written as ONNX, from its definition and its named arrays. */
@NullMarked
package dev.trainyard.trainer.onnx;

import org.jspecify.annotations.NullMarked;
