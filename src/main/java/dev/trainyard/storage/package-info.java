/** Where bytes live: an object store of content-addressed objects, in a directory or in S3. */
@NullMarked
package dev.trainyard.storage;

import org.jspecify.annotations.NullMarked;
