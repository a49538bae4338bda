package dev.trainyard.dataset.web;

import dev.trainyard.dataset.DatasetKind;
import dev.trainyard.dataset.DatasetState;
import dev.trainyard.json.Json;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.format.FormatterRegistry;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Reads kinds and states in queries as the contract spells them. */
@Component
@ApiRole
class QueryConstants implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, DatasetKind.class, written -> constant(DatasetKind.class, written));
        registry.addConverter(String.class, DatasetState.class, written -> constant(DatasetState.class, written));
    }

    private static <T extends Enum<T>> T constant(Class<T> type, String written) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelling(constant).equals(written))
                .findFirst()
                .orElseThrow(() -> Problem.invalidParameter("there is no '%s'; there are: %s"
                        .formatted(
                                written,
                                Arrays.stream(type.getEnumConstants())
                                        .map(QueryConstants::spelling)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String spelling(Enum<?> constant) {
        return Json.mapper().convertValue(constant, String.class);
    }
}
