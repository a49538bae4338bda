/** Jobs over HTTP. */
@NullMarked
package dev.trainyard.job.web;

import org.jspecify.annotations.NullMarked;
