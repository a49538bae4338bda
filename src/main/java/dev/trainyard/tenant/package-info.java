/** For whom a thread works: what it reads, writes and stores is that tenant's alone. */
@NullMarked
package dev.trainyard.tenant;

import org.jspecify.annotations.NullMarked;
