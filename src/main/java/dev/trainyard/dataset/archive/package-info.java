/** Archives, read entry by entry; nothing is ever written under a name from one. */
@NullMarked
package dev.trainyard.dataset.archive;

import org.jspecify.annotations.NullMarked;
