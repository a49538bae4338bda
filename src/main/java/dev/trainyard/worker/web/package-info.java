/** Workers over HTTP. */
@NullMarked
package dev.trainyard.worker.web;

import org.jspecify.annotations.NullMarked;
