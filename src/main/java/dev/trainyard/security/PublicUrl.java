package dev.trainyard.security;

import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where callers reach the service: as the settings say, where a proxy stands before it, else as the request came in. */
@Component
public class PublicUrl {

    private final @Nullable URI given;

    /** @param given such as {@code https://trainyard.example/ml}; empty when nothing is said */
    public PublicUrl(@Value("${trainyard.public-url:}") String given) {
        this.given = given.isBlank() ? null : checked(given.strip());
    }

    private static URI checked(String written) {
        URI url = URI.create(written.endsWith("/") ? written : written + "/");
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException(
                    "TRAINYARD_PUBLIC_URL is '%s'; it is an address such as https://trainyard.example"
                            .formatted(written));
        }
        return url;
    }

    /** The whole address of a path of this service; what is a whole address already stays as it is. */
    public URI of(URI address) {
        if (address.isAbsolute()) {
            return address;
        }
        URI base = given == null
                ? URI.create(
                        ServletUriComponentsBuilder.fromCurrentContextPath().toUriString() + "/")
                : given;
        return base.resolve(address.toString().replaceFirst("^/+", ""));
    }

    boolean isGiven() {
        return given != null;
    }

    boolean isSecure() {
        return given != null && "https".equals(given.getScheme());
    }

    boolean hasHost(String name) {
        return given != null && given.getHost().equalsIgnoreCase(name);
    }

    boolean isOrigin(String origin) {
        return given != null && origin.equalsIgnoreCase(origin());
    }

    /** As browsers write it: without the port that goes without saying. */
    private String origin() {
        URI own = Objects.requireNonNull(given);
        boolean usual = own.getPort() < 0 || own.getPort() == (isSecure() ? 443 : 80);
        return "%s://%s%s".formatted(own.getScheme(), own.getHost(), usual ? "" : ":" + own.getPort());
    }
}
