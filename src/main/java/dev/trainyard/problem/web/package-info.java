/** Problems as HTTP answers. */
@NullMarked
package dev.trainyard.problem.web;

import org.jspecify.annotations.NullMarked;
