/** Takes jobs from the queue, runs each in a trainer process, and publishes what it made. */
@NullMarked
package dev.trainyard.worker;

import org.jspecify.annotations.NullMarked;
