/** Child JVMs: started from the service's own class path, spoken to in lines, dead when their parent is. */
@NullMarked
package dev.trainyard.process;

import org.jspecify.annotations.NullMarked;
