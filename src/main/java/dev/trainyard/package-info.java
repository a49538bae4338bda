/** Trains neural networks over HTTP: one jar, two roles. */
@NullMarked
package dev.trainyard;

import org.jspecify.annotations.NullMarked;
