/** Predictions over HTTP: the native call and the two inference protocols. */
@NullMarked
package dev.trainyard.prediction.web;

import org.jspecify.annotations.NullMarked;
