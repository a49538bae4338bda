/** Keys over HTTP. */
@NullMarked
package dev.trainyard.security.web;

import org.jspecify.annotations.NullMarked;
