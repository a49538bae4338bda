/** What can go wrong, as one closed list, and how a caller is told (RFC 9457). */
@NullMarked
package dev.trainyard.problem;

import org.jspecify.annotations.NullMarked;
