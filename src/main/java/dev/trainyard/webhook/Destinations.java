package dev.trainyard.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Where messages may go: to public addresses by https, and to the networks that the settings allow. A name is looked up
 * once, and what was looked at is what is called, so that a name cannot mean something else a moment later.
 */
@Component
@EnableConfigurationProperties(WebhookSettings.class)
class Destinations {

    private static final int LONGEST = 2000;

    /** Addresses that mean a machine or a network of one's own, documentation, or another address (IANA's registries). */
    private static final List<Network> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20",
                    "5f00::/16",
                    "fc00::/7",
                    "fe80::/9",
                    "ff00::/8")
            .map(Network::of)
            .toList();

    private final Lookup lookup;
    private final List<Network> allowed;

    /** What a name stands for. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    @Autowired
    Destinations(WebhookSettings settings) {
        this(InetAddress::getAllByName, settings.allowed());
    }

    Destinations(Lookup lookup, List<Network> allowed) {
        this.lookup = lookup;
        this.allowed = List.copyOf(allowed);
    }

    /** Refuses, when somebody asks for a webhook, what would be refused each time; a name may be unknown as yet. */
    void check(String url) throws RefusedDestination {
        try {
            of(url);
        } catch (UnknownHostException e) {
            if (!url.toLowerCase(Locale.ROOT).startsWith("https:")) {
                throw new RefusedDestination(
                        "its host is not known, and only known networks may be called without TLS");
            }
        }
    }

    /** Looks the address up, now. */
    Destination of(String url) throws RefusedDestination, UnknownHostException {
        URI address = read(url);
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        String host = address.getHost().replaceAll("^\\[|]$", "");
        List<InetAddress> found = Arrays.asList(lookup.addresses(host));
        for (InetAddress one : found) {
            String refusal = refusal(one, secure);
            if (refusal != null) {
                throw new RefusedDestination("%s is %s, %s".formatted(host, one.getHostAddress(), refusal));
            }
        }
        return new Destination(address, secure, host, found);
    }

    private static URI read(String url) throws RefusedDestination {
        try {
            URI address = new URI(url);
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            if (url.length() > LONGEST || !url.equals(address.toASCIIString())) {
                throw new RefusedDestination(
                        "it is more than %d characters, or has others than ASCII".formatted(LONGEST));
            }
            if (!scheme.equals("https") && !scheme.equals("http") || address.getHost() == null) {
                throw new RefusedDestination("it is an address such as https://hooks.example.com/trainyard");
            }
            if (address.getRawUserInfo() != null || address.getRawFragment() != null) {
                throw new RefusedDestination("it has a user or a fragment, which nobody would be sent");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new RefusedDestination("it is no address: " + e.getReason());
        }
    }

    private @Nullable String refusal(InetAddress address, boolean secure) {
        if (allowed.stream().anyMatch(network -> network.has(address))) {
            return null;
        }
        if (NOT_PUBLIC.stream().anyMatch(network -> network.has(address))) {
            return "which is no public address; TRAINYARD_WEBHOOKS_ALLOW names networks that may be called nevertheless";
        }
        return secure
                ? null
                : "and is called by https only; TRAINYARD_WEBHOOKS_ALLOW names networks that may be called without TLS";
    }
}
