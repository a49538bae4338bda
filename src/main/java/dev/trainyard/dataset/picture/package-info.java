/** Pictures: told by how they begin, measured before they are unpacked, decoded and brought to one size. */
@NullMarked
@NamedInterface("picture")
package dev.trainyard.dataset.picture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
