/** Training jobs: their states, their event log, and the queue they wait in. */
@NullMarked
package dev.trainyard.job;

import org.jspecify.annotations.NullMarked;
