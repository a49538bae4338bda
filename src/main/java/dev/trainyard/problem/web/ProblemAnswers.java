package dev.trainyard.problem.web;

import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Gives a problem the form that its address promises. */
public final class ProblemAnswers {

    private static final Set<ProblemType> PASSING = Set.of(ProblemType.UNAVAILABLE, ProblemType.TOO_MANY_REQUESTS);

    private ProblemAnswers() {}

    public static ResponseEntity<Object> of(Problem problem, HttpServletRequest request) {
        return of(problem, request.getRequestURI(), request);
    }

    /** Answers a request that goes no further. */
    public static void write(Problem problem, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ResponseEntity<Object> answer = of(problem, request);
        byte[] body = Json.mapper().writeValueAsBytes(answer.getBody());
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static ResponseEntity<Object> of(Problem problem, String path, HttpServletRequest request) {
        return of(problem, path, request, HttpHeaders.EMPTY);
    }

    static ResponseEntity<Object> of(Problem problem, String path, HttpServletRequest request, HttpHeaders headers) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.type().status()).headers(headers);
        if (PASSING.contains(problem.type())) {
            answer.header(
                    HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfter().toSeconds()));
        }
        if (isInferenceProtocol(path)) {
            return answer.contentType(MediaType.APPLICATION_JSON).body(Map.of("error", problem.getMessage()));
        }
        return answer.contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(ProblemDocument.of(problem, path, RequestIds.of(request)));
    }

    /** The Open Inference Protocol and TensorFlow Serving have an error form of their own. */
    private static boolean isInferenceProtocol(String path) {
        return path.equals("/v2") || path.startsWith("/v2/") || path.startsWith("/v1/models/");
    }
}
