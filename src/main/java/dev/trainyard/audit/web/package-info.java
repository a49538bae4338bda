/** Writes down what callers do, and shows it. */
@NullMarked
package dev.trainyard.audit.web;

import org.jspecify.annotations.NullMarked;
