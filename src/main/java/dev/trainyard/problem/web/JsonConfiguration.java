package dev.trainyard.problem.web;

import dev.trainyard.json.Json;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Makes the one mapper that of HTTP, too. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

    @Bean
    JsonMapper jsonMapper() {
        return Json.mapper();
    }

    @Bean
    StrictJson strictJson(@Value("${trainyard.max-json:16MB}") DataSize most) {
        return new StrictJson(most);
    }
}
