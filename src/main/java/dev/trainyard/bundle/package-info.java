/** The model bundle: everything that serving needs, written by the trainer and read by the prediction endpoint. */
@NullMarked
package dev.trainyard.bundle;

import org.jspecify.annotations.NullMarked;
