package dev.trainyard.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]*)` \\| (.*?) \\|");

    /** Their defaults follow from the machine, from another setting, or from application.yml, and are told in words. */
    private static final Set<String> IN_WORDS = Set.of(
            "TRAINYARD_DATA",
            "TRAINYARD_ROLES",
            "TRAINYARD_STORAGE",
            "TRAINYARD_STORAGE_DIRECTORY",
            "TRAINYARD_WORKER_MEMORY",
            "TRAINYARD_WORKER_HEAP",
            "TRAINYARD_S3_PUBLIC_ENDPOINT");

    private final Map<String, String> settings = Settings.read();

    @Test
    void findsSettingsOfEachWayInWhichTheCodeReadsThem() {
        assertThat(settings)
                .containsEntry("TRAINYARD_MAX_UPLOAD", "10GB")
                .containsEntry("TRAINYARD_WORKER_SLOTS", "1")
                .containsEntry("TRAINYARD_S3_SECRET_KEY", "")
                .containsKeys("TRAINYARD_ROLES", "TRAINYARD_STORAGE", "TRAINYARD_DATA");
    }

    @Test
    void tellsOperatorsOfEverySettingAndOfNoOther() {
        assertThat(documented().keySet().stream().filter(name -> name.startsWith("TRAINYARD_")))
                .containsExactlyInAnyOrderElementsOf(settings.keySet());
    }

    @Test
    void tellsOperatorsTheDefaultsOfTheCode() {
        Map<String, String> documented = documented();
        settings.forEach((name, byDefault) -> {
            if (!IN_WORDS.contains(name)) {
                String told = byDefault.isEmpty() ? "none" : "`" + byDefault + "`";
                assertThat(documented.get(name)).as(name).isEqualTo(told);
            }
        });
    }

    private static Map<String, String> documented() {
        Map<String, String> rows = new LinkedHashMap<>();
        Matcher matcher = ROW.matcher(Settings.text(Path.of("docs/operations.md")));
        while (matcher.find()) {
            assertThat(rows.put(matcher.group(1), matcher.group(2)))
                    .as(matcher.group(1))
                    .isNull();
        }
        return rows;
    }
}
