package dev.trainyard.dataset.web;

import dev.trainyard.role.ApiRole;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;

/** Leaves multipart bodies alone until somebody asks for their parts; uploads of data sets never do. */
@Configuration(proxyBeanMethods = false)
@ApiRole
class LazyMultipart {

    @Bean
    StandardServletMultipartResolver multipartResolver() {
        StandardServletMultipartResolver resolver = new StandardServletMultipartResolver();
        resolver.setResolveLazily(true);
        return resolver;
    }
}
