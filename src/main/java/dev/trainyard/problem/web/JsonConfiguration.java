package dev.trainyard.problem.web;

import dev.trainyard.json.Json;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Makes the one mapper that of HTTP, too. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration implements WebMvcConfigurer {

    private final DataSize mostJson;

    JsonConfiguration(@Value("${trainyard.max-json:16MB}") DataSize mostJson) {
        this.mostJson = mostJson;
    }

    /** Reads JSON strictly, and no YAML, which some library on the class path would read leniently. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.withJsonConverter(new StrictJson(mostJson))
                .configureMessageConvertersList(converters -> converters.removeIf(JsonConfiguration::readsYaml));
    }

    private static boolean readsYaml(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML);
    }

    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }
}
