package dev.trainyard.audit.web;

import dev.trainyard.audit.AuditLog;
import dev.trainyard.problem.Secrets;
import dev.trainyard.role.ApiRole;
import dev.trainyard.security.CurrentCaller;
import dev.trainyard.security.Permissions;
import dev.trainyard.tenant.Tenant;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Writes down every request that was to change something, when it has been answered. Strangers are left out: they could
 * fill the disk.
 */
@Component
@ApiRole
@Order(Ordered.HIGHEST_PRECEDENCE + 150)
class AuditTrail extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final String REQUEST_ID = "X-Request-Id";
    private static final int LONGEST_PATH = 500;

    private final AuditLog log;

    AuditTrail(AuditLog log) {
        this.log = log;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Permissions.changes(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new WhenAnswered(request, response));
        } else {
            if (response.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                response.getOutputStream().close(); // nobody waits until the log has found the database away as well
            }
            write(request, response);
        }
    }

    private void write(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() == HttpStatus.UNAUTHORIZED.value() || CurrentCaller.isStranger(request)) {
            return;
        }
        String path = Secrets.hidden(request.getRequestURI());
        try (Tenant.Scope ignored = CurrentCaller.scope(request)) {
            log.add(
                    CurrentCaller.of(request),
                    request.getMethod(),
                    path.substring(0, Math.min(LONGEST_PATH, path.length())),
                    response.getHeader(HttpHeaders.LOCATION),
                    response.getStatus(),
                    request.getRemoteAddr(),
                    String.valueOf(response.getHeader(REQUEST_ID)));
        } catch (DataAccessException | TransactionException e) {
            LOG.error("{} {} is missing in the audit", request.getMethod(), path, e);
        }
    }

    /** For answers that come later. */
    private final class WhenAnswered implements AsyncListener {

        private final HttpServletRequest request;
        private final HttpServletResponse response;

        WhenAnswered(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            write(request, response);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // completes, too
        }

        @Override
        public void onError(AsyncEvent event) {
            // completes, too
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
