package dev.trainyard.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * An address to post to, and the machines that it stood for when it was looked at.
 *
 * @param secure whether it is called by TLS
 */
record Destination(URI url, boolean secure, String host, List<InetAddress> machines) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    Destination {
        machines = List.copyOf(machines);
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : secure ? HTTPS : HTTP;
    }

    /** What stands in the request's first line. */
    String target() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /** What stands in its header {@code Host}. */
    String authority() {
        return url.getRawAuthority();
    }
}
