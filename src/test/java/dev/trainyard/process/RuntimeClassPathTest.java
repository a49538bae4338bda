package dev.trainyard.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trainyard.home.DataFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RuntimeClassPathTest {

    private static final FileTime TIME_OF_EVERY_BUILD = FileTime.fromMillis(1_767_225_600_000L);

    @TempDir
    private Path folder;

    @Test
    void unpacksANewBuildEvenWhenItsJarHasTheTimeAndSizeOfTheOld() {
        new ApplicationContextRunner()
                .withBean(DataFolder.class)
                .withPropertyValues("trainyard.data=" + folder)
                .run(context -> {
                    RuntimeClassPath classPath = new RuntimeClassPath(context.getBean(DataFolder.class));
                    assertThat(greeting(classPath.of(jar("good morning")))).isEqualTo("good morning");
                    assertThat(greeting(classPath.of(jar("good evening")))).isEqualTo("good evening");
                });
    }

    private Path jar(String greeting) throws IOException {
        Path jar = folder.resolve("trainyard.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : new String[] {"BOOT-INF/classes/", "BOOT-INF/classes/greeting", "BOOT-INF/lib/a.jar"}) {
                out.putNextEntry(new JarEntry(name));
                out.write(name.endsWith("/") ? new byte[0] : greeting.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.setLastModifiedTime(jar, TIME_OF_EVERY_BUILD);
    }

    private static String greeting(String classPath) throws IOException {
        assertThat(classPath).endsWith("a.jar");
        return Files.readString(Path.of(classPath.substring(0, classPath.indexOf(':')), "greeting"));
    }
}
