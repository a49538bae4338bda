package dev.trainyard.problem.web;

import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Secrets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** Answers every exception as a problem; what nobody expected is logged under the request's id and told to nobody. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> answer(Exception exception, HttpServletRequest request, HttpServletResponse response) {
        if (nobodyListens(exception, response)) {
            return null;
        }
        Problem problem = Translation.of(exception, request);
        if (problem.type() == ProblemType.INTERNAL) {
            LOG.error("{} {} failed", request.getMethod(), Secrets.hidden(request.getRequestURI()), exception);
        } else if (problem.type().status() > 501) {
            LOG.warn(
                    "{} {}: {}",
                    request.getMethod(),
                    Secrets.hidden(request.getRequestURI()),
                    Secrets.hidden(exception.toString()));
        }
        return ProblemAnswers.of(problem, request.getRequestURI(), request, headers(exception));
    }

    private static boolean nobodyListens(Exception exception, HttpServletResponse response) {
        return response.isCommitted() || exception instanceof AsyncRequestNotUsableException || hungUp(exception);
    }

    /** The server says so itself: a connection that ends may be one to the database, too, whose callers want an answer. */
    private static boolean hungUp(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
                .anyMatch(ClientAbortException.class::isInstance);
    }

    /** Such as {@code Allow} of a 405 and {@code Accept} of a 415. */
    private static HttpHeaders headers(Exception exception) {
        HttpHeaders headers = new HttpHeaders();
        if (exception instanceof ErrorResponse response) {
            headers.putAll(response.getHeaders());
            headers.remove(HttpHeaders.CONTENT_TYPE);
        }
        return headers;
    }
}
