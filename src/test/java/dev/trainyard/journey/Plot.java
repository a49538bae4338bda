package dev.trainyard.journey;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import javax.imageio.ImageIO;

/** A drawing between two axes, for the pages of the documentation. */
final class Plot {

    private static final int WIDTH = 480;
    private static final int HEIGHT = 320;
    private static final int MARGIN = 44;
    private static final List<Color> COLOURS =
            List.of(new Color(0x1f77b4), new Color(0xd95f02), new Color(0x2ca02c), new Color(0x7b4fa3));

    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D pen = image.createGraphics();
    private final double left;
    private final double right;
    private final double bottom;
    private final double top;
    private int named;

    Plot(double left, double right, double bottom, double top) {
        this.left = left;
        this.right = right == left ? left + 1 : right;
        this.bottom = bottom;
        this.top = top == bottom ? bottom + 1 : top;
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    }

    /** Colours the plane: orange where the value is 0, blue where it is 1. */
    Plot field(DoubleBinaryOperator value) {
        for (int y = MARGIN / 2; y < HEIGHT - MARGIN; y++) {
            for (int x = MARGIN; x < WIDTH - MARGIN / 2; x++) {
                double share = Math.max(0, Math.min(1, value.applyAsDouble(valueX(x), valueY(y))));
                image.setRGB(x, y, mixed(share));
            }
        }
        return this;
    }

    private static int mixed(double share) {
        double strength = Math.abs(2 * share - 1);
        Color end = share > 0.5 ? COLOURS.get(0) : COLOURS.get(1);
        return new Color(
                        (int) (255 - strength * 0.6 * (255 - end.getRed())),
                        (int) (255 - strength * 0.6 * (255 - end.getGreen())),
                        (int) (255 - strength * 0.6 * (255 - end.getBlue())))
                .getRGB();
    }

    Plot points(List<double[]> points, int colour) {
        for (double[] point : points) {
            Ellipse2D dot = new Ellipse2D.Double(placeX(point[0]) - 2.5, placeY(point[1]) - 2.5, 5, 5);
            pen.setColor(COLOURS.get(colour));
            pen.fill(dot);
            pen.setColor(Color.WHITE);
            pen.setStroke(new BasicStroke(0.5f));
            pen.draw(dot);
        }
        return this;
    }

    /** Joins points, and says in the corner what the line is. */
    Plot line(String name, List<double[]> points) {
        Color colour = COLOURS.get(named % COLOURS.size());
        Path2D way = new Path2D.Double();
        for (int i = 0; i < points.size(); i++) {
            double x = placeX(points.get(i)[0]);
            double y = placeY(points.get(i)[1]);
            if (i == 0) {
                way.moveTo(x, y);
            } else {
                way.lineTo(x, y);
            }
        }
        pen.setColor(colour);
        pen.setStroke(new BasicStroke(2));
        pen.draw(way);
        return named(name);
    }

    /** Says what a colour stands for. */
    Plot named(String name) {
        pen.setColor(COLOURS.get(named % COLOURS.size()));
        pen.drawString(name, MARGIN + 8 + named * 130, MARGIN / 2 - 6);
        named++;
        return this;
    }

    void save(Path file, String across, String up) throws IOException {
        pen.setColor(Color.DARK_GRAY);
        pen.setStroke(new BasicStroke(1));
        pen.drawRect(MARGIN, MARGIN / 2, WIDTH - MARGIN - MARGIN / 2, HEIGHT - MARGIN - MARGIN / 2);
        for (int tick = 0; tick <= 4; tick++) {
            double x = left + (right - left) * tick / 4;
            double y = bottom + (top - bottom) * tick / 4;
            pen.drawString(label(x), (int) placeX(x) - 10, HEIGHT - MARGIN + 16);
            pen.drawString(label(y), 6, (int) placeY(y) + 4);
        }
        pen.drawString(across, WIDTH / 2 - 20, HEIGHT - 10);
        pen.drawString(up, WIDTH - 20 - pen.getFontMetrics().stringWidth(up), MARGIN / 2 - 6);
        pen.dispose();
        write(image, file);
    }

    static void write(BufferedImage image, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.setUseCache(false);
        ImageIO.write(image, "png", file.toFile());
    }

    /** The same picture, each pixel a square of {@code times} by {@code times}. */
    static BufferedImage larger(BufferedImage small, int times) {
        BufferedImage large =
                new BufferedImage(small.getWidth() * times, small.getHeight() * times, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, small.getRGB(x / times, y / times));
            }
        }
        return large;
    }

    private static String label(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.0f" : "%.2f", value);
    }

    private double placeX(double value) {
        return MARGIN + (value - left) / (right - left) * (WIDTH - MARGIN - MARGIN / 2.0);
    }

    private double placeY(double value) {
        return HEIGHT - MARGIN - (value - bottom) / (top - bottom) * (HEIGHT - MARGIN - MARGIN / 2.0);
    }

    private double valueX(int place) {
        return left + (right - left) * (place - MARGIN) / (WIDTH - MARGIN - MARGIN / 2.0);
    }

    private double valueY(int place) {
        return bottom + (top - bottom) * (HEIGHT - MARGIN - place) / (HEIGHT - MARGIN - MARGIN / 2.0);
    }
}
