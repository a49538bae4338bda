@NullMarked
package dev.trainyard.trainer;

import org.jspecify.annotations.NullMarked;
