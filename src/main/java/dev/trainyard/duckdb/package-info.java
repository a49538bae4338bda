/** DuckDB for child processes: its driver, and its native library, unpacked once for all of them. */
@NullMarked
package dev.trainyard.duckdb;

import org.jspecify.annotations.NullMarked;
