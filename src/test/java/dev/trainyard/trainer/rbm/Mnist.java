package dev.trainyard.trainer.rbm;

import java.awt.image.BufferedImage;
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

/** Handwritten digits (LeCun), each pixel from 0 to 1; the digit is the folder's name. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Mnist(float[] pixels, int[] digits) {

    static final int WIDTH = 784;
    static final Path FOLDER = Path.of("..", "shared", "data");

    static boolean isThere() {
        return Files.exists(FOLDER.resolve("mnist-train.zip")) && Files.exists(FOLDER.resolve("mnist-test.zip"));
    }

    /** So many pictures, drawn by a fixed seed. */
    static Mnist of(String file, int count) throws IOException {
        try (ZipFile zip = new ZipFile(FOLDER.resolve(file).toFile())) {
            List<ZipEntry> entries = new ArrayList<>();
            for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
                ZipEntry entry = all.nextElement();
                if (entry.getName().endsWith(".png")) {
                    entries.add(entry);
                }
            }
            Collections.shuffle(entries, new Random(1));
            float[] pixels = new float[count * WIDTH];
            int[] digits = new int[count];
            for (int i = 0; i < count; i++) {
                read(zip.getInputStream(entries.get(i)).readAllBytes(), pixels, i * WIDTH);
                String[] path = entries.get(i).getName().split("/");
                digits[i] = Integer.parseInt(path[path.length - 2]);
            }
            return new Mnist(pixels, digits);
        }
    }

    private static void read(byte[] png, float[] into, int at) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        for (int i = 0; i < WIDTH; i++) {
            into[at + i] = image.getRaster().getSample(i % 28, i / 28, 0) / 255f;
        }
    }

    int count() {
        return digits.length;
    }

    float[] rows(int from, int to) {
        return java.util.Arrays.copyOfRange(pixels, from * WIDTH, to * WIDTH);
    }
}
