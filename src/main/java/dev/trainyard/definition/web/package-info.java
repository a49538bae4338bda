/** Model definitions over HTTP. */
@NullMarked
package dev.trainyard.definition.web;

import org.jspecify.annotations.NullMarked;
