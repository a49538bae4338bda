/** Layouts over HTTP. */
@NullMarked
package dev.trainyard.layout.web;

import org.jspecify.annotations.NullMarked;
