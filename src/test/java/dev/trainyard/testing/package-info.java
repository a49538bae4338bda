/** What tests share: a real database and fresh folders. */
@NullMarked
package dev.trainyard.testing;

import org.jspecify.annotations.NullMarked;
