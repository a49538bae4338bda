package dev.trainyard.console;

import dev.trainyard.job.FollowUp;
import dev.trainyard.json.ByTypeName;
import dev.trainyard.plan.Examples;
import dev.trainyard.plan.Optimizer;
import dev.trainyard.plan.Schedule;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Tells generated clients which member of a family of schemas they have: by the values of the field that tells them apart,
 * or, where there is none, by a field that only that member has.
 */
@Component
@SuppressWarnings("rawtypes") // as the document has them
class SchemaFamilies implements GlobalOpenApiCustomizer {

    static final List<Class<?>> BY_TYPE = List.of(Examples.class, FollowUp.class, Optimizer.class, Schedule.class);
    static final List<String> BY_FIELD = List.of("Explanation", "Prediction");

    private static final String COMPONENTS = "#/components/schemas/";

    @Override
    public void customise(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        BY_TYPE.forEach(family -> map(family, schemas));
        BY_FIELD.stream().filter(schemas::containsKey).forEach(family -> choose(family, schemas));
    }

    private static void map(Class<?> family, Map<String, Schema> schemas) {
        Schema schema = schemas.get(family.getSimpleName());
        if (schema != null && schema.getDiscriminator() != null) {
            ByTypeName.membersOf(family).forEach((type, member) -> {
                if (schemas.containsKey(nameOf(member))) {
                    schema.getDiscriminator().mapping(type, COMPONENTS + nameOf(member));
                }
            });
        }
    }

    private static String nameOf(Class<?> member) {
        var described = member.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return described == null || described.name().isEmpty() ? member.getSimpleName() : described.name();
    }

    /** The family is a choice, and each member stands by itself. */
    private static void choose(String family, Map<String, Schema> schemas) {
        Map<String, Schema> members = membersOf(COMPONENTS + family, schemas);
        List<Schema> choice = new ArrayList<>();
        members.forEach((name, member) -> {
            member.setRequired(List.of(ownField(name, member, members)));
            schemas.put(name, member);
            choice.add(new Schema<>().$ref(COMPONENTS + name));
        });
        Objects.requireNonNull(schemas.get(family)).setOneOf(choice);
    }

    /** What each member adds to the family. */
    private static Map<String, Schema> membersOf(String family, Map<String, Schema> schemas) {
        Map<String, Schema> members = new LinkedHashMap<>();
        schemas.forEach((name, schema) -> {
            List<?> parts = schema.getAllOf() == null ? List.of() : schema.getAllOf();
            if (parts.size() == 2 && parts.get(0) instanceof Schema parent && family.equals(parent.get$ref())) {
                members.put(name, (Schema) parts.get(1));
            }
        });
        return members;
    }

    private static String ownField(String name, Schema member, Map<String, Schema> members) {
        return fields(member).keySet().stream()
                .map(String::valueOf)
                .filter(field -> members.entrySet().stream()
                        .noneMatch(other -> !other.getKey().equals(name)
                                && fields(other.getValue()).containsKey(field)))
                .sorted()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no field of its own"));
    }

    private static Map<?, ?> fields(Schema member) {
        return member.getProperties() == null ? Map.of() : member.getProperties();
    }
}
