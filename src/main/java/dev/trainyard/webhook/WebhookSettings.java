package dev.trainyard.webhook;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allow networks that may be called although they are not public, and without TLS, such as {@code 10.1.0.0/16}
 * @param timeout how long a receiver may take to answer
 * @param most how many webhooks there may be
 */
@ConfigurationProperties("trainyard.webhooks")
record WebhookSettings(
        @Nullable List<String> allow,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("100") int most) {

    WebhookSettings {
        allow = allow == null ? List.of() : List.copyOf(allow);
    }

    List<Network> allowed() {
        return allow == null ? List.of() : allow.stream().map(Network::of).toList();
    }
}
