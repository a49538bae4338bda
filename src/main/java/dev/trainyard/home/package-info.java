/** The data folder: everything the service keeps on this machine. */
@NullMarked
package dev.trainyard.home;

import org.jspecify.annotations.NullMarked;
