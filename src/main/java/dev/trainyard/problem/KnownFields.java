package dev.trainyard.problem;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/** The fields that a record is read from. */
final class KnownFields {

    private KnownFields() {}

    /** Empty for what is no record, or is not written as an object. */
    static Collection<String> of(Class<?> type) {
        Collection<String> fields = new TreeSet<>();
        if (!type.isRecord() || Arrays.stream(type.getDeclaredMethods()).anyMatch(KnownFields::isWrittenOtherwise)) {
            return fields;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(component.getName());
        }
        for (Class<?> family : type.getInterfaces()) {
            JsonTypeInfo info = family.getAnnotation(JsonTypeInfo.class);
            if (info != null) {
                fields.add(info.property());
            }
        }
        return fields;
    }

    private static boolean isWrittenOtherwise(Method method) {
        return method.isAnnotationPresent(JsonValue.class);
    }
}
