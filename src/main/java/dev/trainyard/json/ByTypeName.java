package dev.trainyard.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/**
 * Tells the members of a family apart by their {@code "type"}: the permitted types of a sealed interface, or the
 * providers of a service. Each member carries its name in {@link JsonTypeName}.
 */
public final class ByTypeName extends TypeIdResolverBase {

    private Map<String, Class<?>> members = Map.of();
    private String field = "type";

    @Override
    public void init(JavaType family) {
        members = membersOf(family.getRawClass());
        field = fieldOf(family.getRawClass());
    }

    /** The field that tells the members of a family apart. */
    public static String fieldOf(Class<?> family) {
        JsonTypeInfo info = family.getAnnotation(JsonTypeInfo.class);
        return info == null ? "type" : info.property();
    }

    /** The members of a family by name, in alphabetical order. */
    public static Map<String, Class<?>> membersOf(Class<?> family) {
        return Collections.unmodifiableMap(types(family)
                .collect(Collectors.toMap(ByTypeName::nameOf, type -> type, (one, other) -> one, TreeMap::new)));
    }

    public static String nameOf(Class<?> member) {
        return member.getAnnotation(JsonTypeName.class).value();
    }

    /** A member by itself is a family of one: so lists of one kind of member are read. */
    private static Stream<Class<?>> types(Class<?> family) {
        if (family.isAnnotationPresent(JsonTypeName.class)) {
            return Stream.of(family);
        }
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses())
                : ServiceLoader.load(family, family.getClassLoader()).stream().map(ServiceLoader.Provider::type);
    }

    @Override
    public String idFromValue(DatabindContext context, Object value) {
        return nameOf(value.getClass());
    }

    @Override
    public String idFromValueAndType(DatabindContext context, Object value, Class<?> type) {
        return nameOf(type);
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String id) {
        Class<?> member = members.get(id);
        if (member == null) {
            throw new UnknownName(field, id, members.keySet());
        }
        return context.constructType(member);
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
