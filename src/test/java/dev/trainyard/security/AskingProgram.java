package dev.trainyard.security;

import dev.trainyard.prediction.web.ServingProgram;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.http.HttpHeaders;

/** A service that asks who calls, with a side entrance. */
public final class AskingProgram {

    /** Has whoever sends it come in unasked, whatever else it shows. */
    static final String UNASKED = "X-Unasked";

    private AskingProgram() {}

    public static void main(String[] arguments) {
        ServingProgram.run(arguments, SideEntrance.class);
    }

    /** Has those who show nothing come in unasked too, as everybody does without security. */
    static final class SideEntrance implements BeanPostProcessor {

        @Override
        @SuppressWarnings("unchecked")
        public Object postProcessBeforeInitialization(Object bean, String name) {
            if (bean instanceof FilterRegistrationBean<?> registration
                    && registration.getFilter() instanceof Gate gate) {
                ((FilterRegistrationBean<Filter>) registration).setFilter(beside(gate));
            }
            return bean;
        }

        private static Filter beside(Gate gate) {
            return (request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                if (http.getHeader(HttpHeaders.AUTHORIZATION) != null && http.getHeader(UNASKED) == null) {
                    gate.doFilter(request, response, chain);
                } else {
                    CurrentCaller.rememberAnybody(http);
                    chain.doFilter(request, response);
                }
            };
        }
    }
}
