/** Uploads in parts: begun, sent in any order, completed into a data set, or swept when they are abandoned. */
@NullMarked
package dev.trainyard.dataset.upload;

import org.jspecify.annotations.NullMarked;
