package dev.trainyard.prediction;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.springframework.util.AntPathMatcher;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The jar with the classifier {@code scorer}, of the files that the build takes for it. */
final class ScorerJar {

    private static final AntPathMatcher MATCHER = new AntPathMatcher();

    private ScorerJar() {}

    static List<Path> files() {
        Element execution = execution();
        List<String> included = patterns(execution, "include");
        List<String> excluded = patterns(execution, "exclude");
        Path classes = classes();
        try (Stream<Path> all = Files.walk(classes)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> isOneOf(included, classes.relativize(file)))
                    .filter(file -> !isOneOf(excluded, classes.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isOneOf(List<String> patterns, Path file) {
        return patterns.stream().anyMatch(pattern -> MATCHER.match(pattern, file.toString()));
    }

    static Path write(Path jar) throws IOException {
        try (OutputStream bytes = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files()) {
                zip.putNextEntry(new ZipEntry(classes().relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    static Path classes() {
        return placeOf(Scorer.class);
    }

    /** The folder or the jar that a class is loaded from. */
    static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Element execution() {
        NodeList executions = pom().getElementsByTagName("execution");
        for (int i = 0; i < executions.getLength(); i++) {
            Element execution = (Element) executions.item(i);
            if (patterns(execution, "id").contains("scorer")) {
                return execution;
            }
        }
        throw new AssertionError("pom.xml makes no scorer jar");
    }

    private static Document pom() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(Path.of("pom.xml").toFile());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> patterns(Element execution, String name) {
        NodeList found = execution.getElementsByTagName(name);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent().strip());
        }
        return texts;
    }
}
