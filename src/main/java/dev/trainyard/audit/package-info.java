/** Who did what to which thing, from where, and with which result. */
@NullMarked
package dev.trainyard.audit;

import org.jspecify.annotations.NullMarked;
