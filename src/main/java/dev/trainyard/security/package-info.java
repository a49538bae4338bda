/** Who may speak to the service at all. */
@NullMarked
package dev.trainyard.security;

import org.jspecify.annotations.NullMarked;
