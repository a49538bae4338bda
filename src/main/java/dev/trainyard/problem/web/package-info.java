/** Problems as HTTP answers, and request bodies read so that they can be explained. */
@NullMarked
@NamedInterface("web")
package dev.trainyard.problem.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
