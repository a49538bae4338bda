package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.web.ProblemAnswers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps web pages of other sites from using a visitor's browser against the service: refuses host names that are not
 * ours (DNS rebinding) and requests that another site's page makes.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class BrowserGuard extends OncePerRequestFilter {

    /** Nobody makes an address lead elsewhere. */
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");

    private static final Logger LOG = LoggerFactory.getLogger(BrowserGuard.class);

    private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final PublicUrl publicUrl;
    private final boolean anyAddress;

    BrowserGuard(BindGuard bind, PublicUrl publicUrl, @Value("${trainyard.hosts:}") List<String> listed) {
        listed.forEach(host -> hosts.add(host.strip().toLowerCase(Locale.ROOT)));
        this.anyAddress = !bind.isLoopback() && listed.isEmpty();
        this.publicUrl = publicUrl;
        if (anyAddress && !publicUrl.isGiven()) {
            LOG.warn(
                    "TRAINYARD_HOSTS lists no names: callers reach this service by addresses in numbers and by localhost alone, and are answered 403 for others. List the names by which they reach it, or give its TRAINYARD_PUBLIC_URL.");
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem refusal = refusal(request);
        if (refusal == null) {
            chain.doFilter(request, response);
        } else {
            ProblemAnswers.write(refusal, request, response);
        }
    }

    private @Nullable Problem refusal(HttpServletRequest request) {
        String host = request.getHeader("Host");
        if (!isOurs(host, request)) {
            return new Problem(ProblemType.FORBIDDEN_HOST, unknown(host));
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origin.endsWith("://" + host) && !publicUrl.isOrigin(origin)) {
            return new Problem(
                    ProblemType.FORBIDDEN_ORIGIN, "Pages of '%s' may not use this service.".formatted(origin));
        }
        return null;
    }

    private static String unknown(@Nullable String host) {
        return "This service does not know itself by %s. If callers are to reach it so, list the name in TRAINYARD_HOSTS (several with commas between), or give the whole address as TRAINYARD_PUBLIC_URL, and start it again."
                .formatted(host == null ? "no host name at all" : "the host name '%s'".formatted(host));
    }

    private boolean isOurs(@Nullable String host, HttpServletRequest request) {
        if (host == null) {
            return false;
        }
        String name = PORT.matcher(host).replaceFirst("");
        return hosts.contains(name.toLowerCase(Locale.ROOT))
                || publicUrl.hasHost(name)
                || isAddress(name) && (anyAddress || leadsHere(name, request));
    }

    private static boolean isAddress(String name) {
        if (!ADDRESS.matcher(name).matches()) {
            return false;
        }
        try {
            return URI.create("http://" + name).getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether it is the very address that a request came in on, as that of a pod is which is probed. */
    private static boolean leadsHere(String address, HttpServletRequest request) {
        String here = request.getLocalAddr();
        if (here == null || !address.startsWith("[")) {
            return address.equals(here);
        }
        try {
            // What stands in brackets is never looked up.
            return InetAddress.getByName(address).equals(InetAddress.getByName("[%s]".formatted(here)));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
