/** Traces: where a piece of work stands in one, and spans that are exported to whoever collects them (OpenTelemetry). */
@NullMarked
package dev.trainyard.trace;

import org.jspecify.annotations.NullMarked;
