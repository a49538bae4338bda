/** Plans over HTTP. */
@NullMarked
package dev.trainyard.plan.web;

import org.jspecify.annotations.NullMarked;
