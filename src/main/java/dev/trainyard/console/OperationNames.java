package dev.trainyard.console;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Names operations that one method answers at several addresses by those, where they would only be numbered otherwise. */
@Component
class OperationNames implements GlobalOpenApiCustomizer {

    private static final Pattern NUMBER = Pattern.compile("_\\d+$");

    @Override
    public void customise(OpenAPI document) {
        Map<String, List<Addressed>> named = new LinkedHashMap<>();
        document.getPaths()
                .forEach((address, path) -> path.readOperations()
                        .forEach(operation -> named.computeIfAbsent(unnumbered(operation), any -> new ArrayList<>())
                                .add(new Addressed(address, operation))));
        named.forEach((name, operations) -> {
            if (operations.size() > 1) {
                operations.forEach(one -> one.operation().setOperationId(name + ending(one.address())));
            }
        });
    }

    private record Addressed(String address, Operation operation) {}

    private static String unnumbered(Operation operation) {
        return NUMBER.matcher(String.valueOf(operation.getOperationId())).replaceFirst("");
    }

    private static String ending(String address) {
        if (address.contains("/labels/")) {
            return "WithLabel";
        }
        return address.contains("/versions/") ? "WithVersion" : "";
    }
}
