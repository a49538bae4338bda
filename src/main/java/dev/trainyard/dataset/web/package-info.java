/** Data sets over HTTP. */
@NullMarked
package dev.trainyard.dataset.web;

import org.jspecify.annotations.NullMarked;
