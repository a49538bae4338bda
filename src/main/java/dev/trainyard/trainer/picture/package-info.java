/** Numbers drawn as pictures. */
@NullMarked
package dev.trainyard.trainer.picture;

import org.jspecify.annotations.NullMarked;
