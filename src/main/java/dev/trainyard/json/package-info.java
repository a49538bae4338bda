/** The one way JSON is read and written, in the service and in its child processes: strictly. */
@NullMarked
package dev.trainyard.json;

import org.jspecify.annotations.NullMarked;
