package dev.trainyard.bench.service;

import dev.trainyard.bench.training.Examples;
import java.awt.image.Raster;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;

/**
 * Handwritten digits (MNIST, LeCun et al.): {@code mnist-train.zip} and {@code mnist-test.zip}, with a folder of PNG pictures for
 * each digit, in the folder that {@code -Dbench.mnist} names.
 */
final class Digits {

    static final int SIDE = 28;

    private static final Path FOLDER = Path.of(System.getProperty("bench.mnist", "../shared/data"));

    private final Path zip;

    private Digits(String name) {
        this.zip = FOLDER.resolve("mnist-" + name + ".zip");
    }

    static Digits train() {
        return new Digits("train");
    }

    static Digits test() {
        return new Digits("test");
    }

    boolean areThere() {
        return Files.exists(zip);
    }

    static String folder() {
        return FOLDER.toString();
    }

    byte[] zip() throws IOException {
        return Files.readAllBytes(zip);
    }

    Examples examples() throws IOException {
        List<ZipEntry> pictures = new ArrayList<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (Enumeration<? extends ZipEntry> all = file.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.getName().endsWith(".png")) {
                    pictures.add(entry);
                }
            }
            Collections.shuffle(pictures, new Random(1));
            float[] pixels = new float[pictures.size() * SIDE * SIDE];
            float[] labels = new float[pictures.size()];
            for (int n = 0; n < labels.length; n++) {
                read(file.getInputStream(pictures.get(n)).readAllBytes(), pixels, n * SIDE * SIDE);
                labels[n] = pictures.get(n).getName().charAt(0) - '0';
            }
            return new Examples(new int[] {SIDE, SIDE}, pixels, labels, 10, 0);
        }
    }

    private static void read(byte[] png, float[] into, int at) throws IOException {
        Raster raster = ImageIO.read(new ByteArrayInputStream(png)).getRaster();
        for (int i = 0; i < SIDE * SIDE; i++) {
            into[at + i] = raster.getSample(i % SIDE, i / SIDE, 0);
        }
    }

    /** A line for each picture: its pixels, and {@code d3} for a three. */
    static void writeCsv(Examples examples, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < examples.size(); i++) {
                out.append('p').append(Integer.toString(i)).append(',');
            }
            out.append("digit\n");
            for (int n = 0; n < examples.count(); n++) {
                for (float pixel : examples.of(n)) {
                    out.append(Integer.toString((int) pixel)).append(',');
                }
                out.append('d')
                        .append(Integer.toString((int) examples.labels()[n]))
                        .append('\n');
            }
        }
    }
}
