/** Lists, a page at a time: the newest first, continued after the last id seen. */
@NullMarked
package dev.trainyard.paging;

import org.jspecify.annotations.NullMarked;
