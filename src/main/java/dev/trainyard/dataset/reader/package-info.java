/**
 * The child process that reads uploaded bytes. Plain Java and DuckDB: no Spring, no service database, no network. Text is
 * taken apart by {@link dev.trainyard.dataset.reader.RowScanner}, which knows lines and rejects; DuckDB only ever sees
 * the tidy table that it leaves, and types, measures and compresses it.
 */
@NullMarked
package dev.trainyard.dataset.reader;

import org.jspecify.annotations.NullMarked;
