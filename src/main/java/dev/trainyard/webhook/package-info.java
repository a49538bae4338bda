/** Tells others what happens here, by the Standard Webhooks specification. */
@NullMarked
package dev.trainyard.webhook;

import org.jspecify.annotations.NullMarked;
