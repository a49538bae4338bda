/** The child process that trains one job: a job folder in, event lines and a bundle out. */
@NullMarked
package dev.trainyard.trainer;

import org.jspecify.annotations.NullMarked;
