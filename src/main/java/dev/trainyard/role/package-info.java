/** What this process does: it answers requests, trains, or both. */
@NullMarked
package dev.trainyard.role;

import org.jspecify.annotations.NullMarked;
