package dev.trainyard.install;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;

/** Helm itself, by its Java binding, which is looked up by name: nothing else here needs it to be compiled. */
final class Helm {

    private static final String KUBERNETES = "1.34.0";

    private Helm() {}

    /** @return what Helm says, when it finds the chart wanting; empty when it does not */
    static String lint(Path chart) {
        Object result = call(call(call(on(chart), "lint"), "strict"), "call");
        return (boolean) call(result, "isFailed") ? call(result, "getMessages").toString() : "";
    }

    /** @throws IllegalStateException with Helm's words when the chart refuses the values */
    static String render(Path chart, Path... values) {
        Object command = call(call(on(chart), "template"), "withName", "demo");
        call(call(command, "withNamespace", "trains"), "withKubeVersion", KUBERNETES);
        Arrays.stream(values).forEach(file -> call(command, "withValuesFile", file));
        return (String) call(command, "call");
    }

    private static Object on(Path chart) {
        try {
            return Class.forName("com.marcnuri.helm.Helm")
                    .getConstructor(Path.class)
                    .newInstance(chart);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("com.marcnuri.helm-java:helm-java is not on the class path", e);
        }
    }

    private static Object call(Object target, String method, Object... arguments) {
        Class<?>[] types = Arrays.stream(arguments)
                .map(argument -> argument instanceof Path ? Path.class : argument.getClass())
                .toArray(Class<?>[]::new);
        try {
            return target.getClass().getMethod(method, types).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this is not the Helm binding that the tests know", e);
        }
    }
}
