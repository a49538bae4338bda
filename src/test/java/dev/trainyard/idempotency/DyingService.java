package dev.trainyard.idempotency;

import dev.trainyard.Trainyard;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** The service as a process that dies when it has done what it was asked, before a byte of its answer leaves it. */
public final class DyingService {

    static final String HEADER = "X-Die-Before-The-Answer";

    private DyingService() {}

    public static void main(String[] arguments) {
        new SpringApplication(Trainyard.class, Death.class).run(arguments);
    }

    /** Between the end of the call, whose transaction is permanent then, and its answer. No test's scan finds it. */
    @TestComponent
    @ControllerAdvice
    static final class Death implements ResponseBodyAdvice<Object> {

        @Override
        public boolean supports(MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
            return true;
        }

        @Override
        public @Nullable Object beforeBodyWrite(
                @Nullable Object body,
                MethodParameter type,
                MediaType mediaType,
                Class<? extends HttpMessageConverter<?>> converter,
                ServerHttpRequest request,
                ServerHttpResponse response) {
            if (request.getHeaders().getFirst(HEADER) != null) {
                Runtime.getRuntime().halt(137);
            }
            return body;
        }
    }
}
