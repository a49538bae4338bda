package dev.trainyard.problem.web;

import dev.trainyard.database.Outage;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.storage.ObjectTooLarge;
import dev.trainyard.storage.StoreFull;
import dev.trainyard.storage.StoreUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Says which problem an exception is. */
final class Translation {

    /** SQL states: what is no text in the encoding, and what JSON can escape and a text cannot have. */
    private static final Set<String> NO_TEXT = Set.of("22021", "22P05");

    private Translation() {}

    static Problem of(Exception exception, HttpServletRequest request) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            Problem known = known(cause, request);
            if (known != null) {
                return known;
            }
        }
        return exception instanceof ErrorResponse response
                ? byStatus(response.getStatusCode())
                : new Problem(
                        ProblemType.INTERNAL,
                        "The service failed to answer; its log tells more under this request's id.");
    }

    private static @Nullable Problem known(Throwable cause, HttpServletRequest request) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        Problem inRequest = inRequest(cause, request);
        if (inRequest != null) {
            return inRequest;
        }
        Problem inParameters = inParameters(cause);
        return inParameters != null ? inParameters : inSurroundings(cause);
    }

    /** The request's line, headers and body. */
    private static @Nullable Problem inRequest(Throwable cause, HttpServletRequest request) {
        if (cause instanceof NoResourceFoundException || cause instanceof NoHandlerFoundException) {
            return Problem.notFound(
                    "there is nothing at %s %s".formatted(request.getMethod(), request.getRequestURI()));
        }
        if (cause instanceof HttpRequestMethodNotSupportedException e) {
            return new Problem(
                    ProblemType.METHOD_NOT_ALLOWED,
                    "%s does not exist here; there are: %s".formatted(e.getMethod(), e.getSupportedHttpMethods()));
        }
        if (cause instanceof HttpMediaTypeNotAcceptableException e) {
            return new Problem(
                    ProblemType.NOT_ACCEPTABLE,
                    "the answer has none of the forms of Accept; there are: " + e.getSupportedMediaTypes());
        }
        if (cause instanceof HttpMediaTypeNotSupportedException e) {
            return new Problem(
                    ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "a body of type %s is not read here; there are: %s"
                            .formatted(e.getContentType(), e.getSupportedMediaTypes()));
        }
        if (cause instanceof MaxUploadSizeExceededException e) {
            return tooLarge(e.getMaxUploadSize());
        }
        if (cause instanceof MultipartException) {
            return new Problem(ProblemType.MALFORMED_REQUEST, "the multipart body cannot be read");
        }
        if (cause instanceof InvalidParameterException) {
            return new Problem(ProblemType.MALFORMED_REQUEST, "the query or the form cannot be read");
        }
        if (cause instanceof HttpMessageNotReadableException) {
            return new Problem(ProblemType.MALFORMED_REQUEST, "a body is expected, and there is none that can be read");
        }
        return null;
    }

    private static @Nullable Problem inParameters(Throwable cause) {
        if (cause instanceof SQLException e && NO_TEXT.contains(String.valueOf(e.getSQLState()))) {
            return Problem.invalidParameter("a text has the character U+0000, which no text here has");
        }
        if (cause instanceof MissingServletRequestParameterException e) {
            return Problem.invalidParameter("the parameter '%s' is missing".formatted(e.getParameterName()));
        }
        if (cause instanceof MissingServletRequestPartException e) {
            return Problem.invalidParameter("the part '%s' is missing".formatted(e.getRequestPartName()));
        }
        if (cause instanceof MissingRequestHeaderException e) {
            return Problem.invalidParameter("the header '%s' is missing".formatted(e.getHeaderName()));
        }
        if (cause instanceof MethodArgumentTypeMismatchException e) {
            return Problem.invalidParameter("%s is '%s', which it cannot be".formatted(e.getName(), e.getValue()));
        }
        return null;
    }

    /** The database and the object store. */
    private static @Nullable Problem inSurroundings(Throwable cause) {
        if (Outage.isToldBy(cause)) {
            return new Problem(ProblemType.UNAVAILABLE, "the database does not answer; try again in a few seconds");
        }
        if (cause instanceof AsyncRequestTimeoutException) {
            return new Problem(ProblemType.UNAVAILABLE, "the answer took too long; try again in a few seconds");
        }
        if (cause instanceof StoreFull) {
            return new Problem(
                    ProblemType.INSUFFICIENT_STORAGE, "the object store is full; nothing of this request was kept");
        }
        if (cause instanceof StoreUnavailable) {
            return new Problem(ProblemType.UNAVAILABLE, "the object store does not answer; try again in a few seconds");
        }
        return cause instanceof ObjectTooLarge e ? tooLarge(e.mostBytes()) : null;
    }

    private static Problem tooLarge(long mostBytes) {
        return new Problem(
                ProblemType.TOO_LARGE,
                mostBytes < 0
                        ? "the request has more bytes than it may have"
                        : "the request has more than the %d bytes it may have".formatted(mostBytes));
    }

    private static Problem byStatus(HttpStatusCode status) {
        for (ProblemType type : ProblemType.values()) {
            if (type.status() == status.value()) {
                return new Problem(type, type.title());
            }
        }
        return status.is4xxClientError()
                ? new Problem(ProblemType.MALFORMED_REQUEST, "the request cannot be served: status " + status.value())
                : new Problem(ProblemType.INTERNAL, "The service failed to answer: status " + status.value());
    }
}
