/** Shows what training would see of a data set's sequences, before anything is trained. */
@NullMarked
package dev.trainyard.layout;

import org.jspecify.annotations.NullMarked;
