/** Model definitions: what a network is made of, checked and worked out layer by layer. */
@NullMarked
package dev.trainyard.definition;

import org.jspecify.annotations.NullMarked;
