package dev.trainyard.security;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.web.ProblemAnswers;
import dev.trainyard.role.ApiRole;
import dev.trainyard.tenant.Tenant;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has a request see and make what is its caller's tenant's, and nothing else; also what is answered later, or on other threads. */
@Component
@ApiRole
@Order(Ordered.HIGHEST_PRECEDENCE + 240)
class TenantOfRequest extends OncePerRequestFilter {

    private static final String HEADER = "X-Tenant";

    private final boolean anybody;

    TenantOfRequest(@Value("${trainyard.security:off}") String security) {
        this.anybody = SecurityMode.of(security) == SecurityMode.OFF;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (anybody) {
            CurrentCaller.rememberAnybody(request);
        }
        String named = request.getHeader(HEADER);
        if (named != null && !goesTo(request, named)) {
            refuse(request, response, named);
            return;
        }
        try (Tenant.Scope ignored = CurrentCaller.scope(request)) {
            chain.doFilter(request, response);
        }
    }

    /** Whether the caller may work in the tenant that it names; then it does. */
    private static boolean goesTo(HttpServletRequest request, String named) {
        if (CurrentCaller.isIn(request, named)) {
            return true;
        }
        boolean may = Tenant.isName(named) && CurrentCaller.isOperator(request);
        if (may) {
            CurrentCaller.goTo(request, named);
        }
        return may;
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String named)
            throws IOException {
        Problem problem = new Problem(
                ProblemType.FORBIDDEN, "%s is '%s', and only an operator names a tenant".formatted(HEADER, named));
        ProblemAnswers.write(problem, request, response);
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Bean
    static TaskDecorator handsOnTheTenant() {
        return Tenant::handOn;
    }
}
