package dev.trainyard.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** The settings that the code reads, by the names of their environment variables, each with its default or "". */
final class Settings {

    private static final Pattern VALUE = Pattern.compile("@Value\\(\"\\$\\{(trainyard\\.[a-z0-9.-]+)(?::([^}]*))?}");
    private static final Pattern NAMED = Pattern.compile("(?:name = |bind\\()\"(trainyard\\.[a-z0-9.-]+)\"");

    private Settings() {}

    static Map<String, String> read() {
        Map<String, String> settings = new TreeMap<>();
        sources().forEach(source -> {
            matches(NAMED, source).forEach(found -> settings.putIfAbsent(variable(found[0]), ""));
            matches(VALUE, source).forEach(found -> settings.merge(variable(found[0]), found[1], Settings::longer));
        });
        records().forEach(type -> {
            String prefix = type.getAnnotation(ConfigurationProperties.class).value();
            for (Parameter setting : type.getDeclaredConstructors()[0].getParameters()) {
                settings.put(variable(prefix + "." + dashed(setting.getName())), defaultOf(setting));
            }
        });
        return settings;
    }

    /** {@code trainyard.max-upload} is read from {@code TRAINYARD_MAX_UPLOAD}. */
    static String variable(String property) {
        return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private static String longer(String one, String other) {
        return one.length() >= other.length() ? one : other;
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String defaultOf(Parameter setting) {
        DefaultValue given = setting.getAnnotation(DefaultValue.class);
        return given == null ? "" : String.join(",", given.value());
    }

    private static Stream<Class<?>> records() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("dev.trainyard").stream()
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null));
    }

    private static Stream<String> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).map(Settings::text).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String literal(@Nullable String byDefault) {
        return byDefault == null || byDefault.startsWith("#{") ? "" : byDefault;
    }

    private static Stream<String[]> matches(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        return matcher.results().map(found ->
                new String[] {found.group(1), literal(found.groupCount() > 1 ? found.group(2) : null)});
    }
}
