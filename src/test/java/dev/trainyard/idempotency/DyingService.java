package dev.trainyard.idempotency;

import dev.trainyard.Trainyard;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** The service as a process that dies when it has done what it was asked, before a byte of its answer leaves it. */
public final class DyingService {

    static final String HEADER = "X-Die-Before-The-Answer";

    private DyingService() {}

    public static void main(String[] arguments) {
        new SpringApplication(Trainyard.class, Death.class).run(arguments);
    }

    /** Before all other filters, where the answer still waits in its buffer. No test's scan finds it. */
    @TestComponent
    @Order(Ordered.HIGHEST_PRECEDENCE)
    static final class Death extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(request, response);
            if (request.getHeader(HEADER) != null && !response.isCommitted()) {
                Runtime.getRuntime().halt(137);
            }
        }
    }
}
