/** How much a tenant may take. */
@NullMarked
package dev.trainyard.quota;

import org.jspecify.annotations.NullMarked;
