package dev.trainyard.problem.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only so many large bodies be in memory at once as fit a sixteenth of the heap, however many callers send one; further
 * ones wait a while and are refused then. Uploads, forms and lines are read as they come, and pass.
 */
@Component
@ApiRole
@Order(Ordered.HIGHEST_PRECEDENCE + 230)
class LargeBodies extends OncePerRequestFilter {

    private static final int MEGABYTE = 1 << 20;
    private static final int SHARE_OF_HEAP = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final long largest;
    private final Duration patience;
    private final Semaphore megabytes;

    @Autowired
    LargeBodies(@Value("${trainyard.max-json:16MB}") DataSize largest) {
        this(largest.toBytes(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, PATIENCE);
    }

    LargeBodies(long largest, long memory, Duration patience) {
        this.largest = largest;
        this.patience = patience;
        this.megabytes = new Semaphore(megabytes(Math.max(memory, largest)), true);
    }

    private static int megabytes(long bytes) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, (bytes + MEGABYTE - 1) / MEGABYTE));
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = String.valueOf(request.getContentType());
        return size(request) <= MEGABYTE
                || request.getRequestURI().startsWith("/api/v1/datasets")
                || type.startsWith("multipart/")
                || type.startsWith("application/x-ndjson");
    }

    /** What a body takes at most; one that does not tell its length may have the most. */
    private long size(HttpServletRequest request) {
        long told = request.getContentLengthLong();
        long untold = request.getHeader("Transfer-Encoding") == null ? 0 : largest;
        return Math.min(told < 0 ? untold : told, largest);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int its = megabytes(size(request));
        if (!enters(its)) {
            ProblemAnswers.write(
                    new Problem(
                            ProblemType.UNAVAILABLE,
                            "other large bodies are being read, and one of %d MB found no room beside them; try again in a few seconds"
                                    .formatted(its)),
                    request,
                    response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            megabytes.release(its);
        }
    }

    private boolean enters(int its) {
        try {
            return megabytes.tryAcquire(its, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
