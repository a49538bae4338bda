package dev.trainyard.problem;

import java.util.Locale;

/** Every kind of problem the service answers; the list is closed, and {@code docs/problems.md} describes each. */
public enum ProblemType {
    MALFORMED_REQUEST(400, "The request cannot be read"),
    UNKNOWN_FIELD(400, "The request has a field that does not exist"),
    INVALID_PARAMETER(400, "A parameter is out of range"),
    UNAUTHENTICATED(401, "The caller is not known"),
    FORBIDDEN(403, "The caller may not do this"),
    FORBIDDEN_HOST(403, "This host name is not served"),
    FORBIDDEN_ORIGIN(403, "Requests from this origin are not served"),
    INVALID_TICKET(403, "The address does not hold (any more)"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This method does not exist here"),
    NOT_ACCEPTABLE(406, "The answer has no such form"),
    CONFLICT(409, "The state of the thing does not allow this"),
    PRECONDITION_FAILED(412, "The thing has changed meanwhile"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not read here"),
    INVALID_DEFINITION(422, "The model definition does not fit"),
    INVALID_JOB(422, "The job cannot run as it is"),
    INVALID_DATASET_SPEC(422, "The data set's description does not fit"),
    INVALID_UPLOAD(422, "The upload or its parts do not fit"),
    INVALID_PREDICTION_INPUT(422, "The rows do not fit the model"),
    IDEMPOTENCY_KEY_REUSED(422, "The key of the request was used for another"),
    TOO_MANY_REQUESTS(429, "A quota is used up"),
    INTERNAL(500, "The service failed"),
    NOT_AVAILABLE(501, "This is not built yet"),
    UNAVAILABLE(503, "The service cannot do this at the moment"),
    INSUFFICIENT_STORAGE(507, "There is no room left to store this");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The stable name that programs compare, such as {@code invalid_job}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
