/** The model registry over HTTP. */
@NullMarked
package dev.trainyard.model.web;

import org.jspecify.annotations.NullMarked;
