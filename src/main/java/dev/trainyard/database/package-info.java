/** PostgreSQL: the embedded server that is used when no database is configured. */
@NullMarked
package dev.trainyard.database;

import org.jspecify.annotations.NullMarked;
