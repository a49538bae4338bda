/** Answers from published models, by ONNX Runtime. */
@NullMarked
package dev.trainyard.prediction;

import org.jspecify.annotations.NullMarked;
