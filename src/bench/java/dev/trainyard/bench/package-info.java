/** Trainyard beside others on the same work: {@code mvn -Pbench verify}. */
@NullMarked
package dev.trainyard.bench;

import org.jspecify.annotations.NullMarked;
