/** Webhooks and their deliveries over HTTP. */
@NullMarked
package dev.trainyard.webhook.web;

import org.jspecify.annotations.NullMarked;
