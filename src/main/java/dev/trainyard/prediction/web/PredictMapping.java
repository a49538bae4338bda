package dev.trainyard.prediction.web;

import dev.trainyard.role.ApiRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Finds the native predict call by its path alone: to try all that the service offers, one after the other, takes longer than a
 * small network. A call of another form is left to the usual search, which finds the same or tells why not.
 */
@Component
@ApiRole
class PredictMapping extends AbstractHandlerMapping {

    private static final String NAME = "[a-z0-9][a-z0-9._-]*";
    private static final Pattern CALL =
            Pattern.compile("/api/v1/models/(%s)/(?:versions/(%s)/)?predict".formatted(NAME, NAME));
    private static final Set<MediaType> JSON = Set.of(MediaType.APPLICATION_JSON);

    private final HandlerMethod newest;
    private final HandlerMethod versioned;
    private final ObjectProvider<WebMvcConfigurer> configurers;

    PredictMapping(PredictionController controller, ObjectProvider<WebMvcConfigurer> configurers)
            throws NoSuchMethodException {
        this.newest = method(controller, String.class, HttpServletRequest.class);
        this.versioned = method(controller, String.class, String.class, HttpServletRequest.class);
        this.configurers = configurers;
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    private static HandlerMethod method(PredictionController controller, Class<?>... parameters)
            throws NoSuchMethodException {
        return new HandlerMethod(controller, PredictionController.class.getDeclaredMethod("predict", parameters));
    }

    /** Those of every other call. */
    @Override
    protected void extendInterceptors(List<Object> interceptors) {
        Interceptors all = new Interceptors();
        configurers.forEach(configurer -> configurer.addInterceptors(all));
        interceptors.addAll(all.list());
    }

    private static final class Interceptors extends InterceptorRegistry {

        List<Object> list() {
            return getInterceptors();
        }
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        if (!request.getMethod().equals("POST") || !isJson(request.getContentType()) || !takesJson(request)) {
            return null;
        }
        Matcher call = CALL.matcher(request.getRequestURI());
        return call.matches() ? found(call.group(1), call.group(2), request) : null;
    }

    private static boolean isJson(@Nullable String type) {
        return type != null
                && type.startsWith(MediaType.APPLICATION_JSON_VALUE)
                && (type.length() == MediaType.APPLICATION_JSON_VALUE.length()
                        || type.charAt(MediaType.APPLICATION_JSON_VALUE.length()) == ';');
    }

    private static boolean takesJson(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept == null || accept.equals(MediaType.ALL_VALUE) || accept.equals(MediaType.APPLICATION_JSON_VALUE);
    }

    private HandlerMethod found(String name, @Nullable String version, HttpServletRequest request) {
        String pattern =
                version == null ? "/api/v1/models/{name}/predict" : "/api/v1/models/{name}/versions/{version}/predict";
        request.setAttribute(
                URI_TEMPLATE_VARIABLES_ATTRIBUTE,
                version == null ? Map.of("name", name) : Map.of("name", name, "version", version));
        request.setAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
        request.setAttribute(PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, JSON);
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(pattern));
        return version == null ? newest : versioned;
    }
}
