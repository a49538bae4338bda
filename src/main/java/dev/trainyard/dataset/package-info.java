/** Data sets: uploaded bytes, read once into typed columns, profiled, with every rejected row explained. */
@NullMarked
package dev.trainyard.dataset;

import org.jspecify.annotations.NullMarked;
