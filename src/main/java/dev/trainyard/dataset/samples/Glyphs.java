package dev.trainyard.dataset.samples;

import dev.trainyard.dataset.samples.Canvas.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Digits and capital letters as strokes between points of a grid, x from 0 to 4 and y from 0 to 6. Handwriting of several
 * kinds is made of them: other forms, angular or round, upright or slanted, thin or bold.
 */
final class Glyphs {

    private static final String O = "103041453616050110";

    private static final Map<Character, List<String>> FORMS = Map.ofEntries(
            Map.entry('0', List.of(O, O + " 3016", "20413526150120")),
            Map.entry('1', List.of("112026", "2026", "112026 1636")),
            Map.entry('2', List.of("01103041420646", "0110304132152616 0646")),
            Map.entry('3', List.of("01103041423323334445361605", "0040234445361605")),
            Map.entry('4', List.of("30043444 3036", "000343 4046", "20044434 3036")),
            Map.entry('5', List.of("400002324345361605", "40000312334445361605")),
            Map.entry('6', List.of("402002051636454433130405", "30120405163645443304")),
            Map.entry('7', List.of("004016", "004016 1333", "0100402316")),
            Map.entry('8', List.of("103041423313020110 1304051636454433", "41301001024445361605044241")),
            Map.entry('9', List.of("4233130201103041452616", "42331302011030404146")),
            Map.entry('A', List.of("062046 1434", "060210304246 0444")),
            Map.entry('B', List.of("0006 003041423303 3344453606")),
            Map.entry('C', List.of("4130100105163645")),
            Map.entry('D', List.of("0006 002042442606")),
            Map.entry('E', List.of("40000646 0333")),
            Map.entry('F', List.of("400006 0333")),
            Map.entry('G', List.of("41301001051636454323")),
            Map.entry('H', List.of("0006 4046 0343")),
            Map.entry('I', List.of("2026 1030 1636", "2026")),
            Map.entry('J', List.of("4045361605")),
            Map.entry('K', List.of("0006 400346")),
            Map.entry('L', List.of("000646")),
            Map.entry('M', List.of("0600234046")),
            Map.entry('N', List.of("06004640")),
            Map.entry('O', List.of(O)),
            Map.entry('P', List.of("06003041423303")),
            Map.entry('Q', List.of(O + " 2446")),
            Map.entry('R', List.of("06003041423303 2346")),
            Map.entry('S', List.of("413010010213334445361605")),
            Map.entry('T', List.of("0040 2026")),
            Map.entry('U', List.of("000516364540")),
            Map.entry('V', List.of("002640")),
            Map.entry('W', List.of("0016233640")),
            Map.entry('X', List.of("0046 4006")),
            Map.entry('Y', List.of("002340 2326")),
            Map.entry('Z', List.of("00400646")));

    private Glyphs() {}

    /**
     * A hand: how somebody writes.
     *
     * @param rounding how often corners are cut
     * @param slant how far the top leans over, as a share of the height
     * @param width as a share of the usual one
     * @param radius half the thickness of a line, in pixels
     */
    record Hand(int rounding, double slant, double width, double radius) {

        static Hand any(double thickness, Random random) {
            return new Hand(
                    random.nextInt(3),
                    0.45 * random.nextDouble() - 0.15,
                    0.8 + 0.4 * random.nextDouble(),
                    thickness * (0.6 + 0.7 * random.nextDouble()));
        }
    }

    /** Writes a sign: {@code middle} is its centre, {@code height} in pixels, {@code turn} in radians. */
    static void write(Canvas canvas, char sign, Hand hand, Point middle, double height, double turn, Random random) {
        List<String> forms = FORMS.getOrDefault(sign, List.of());
        String form = forms.get(random.nextInt(forms.size()));
        double sin = StrictMath.sin(turn);
        double cos = StrictMath.cos(turn);
        double unit = height / 6;
        for (String stroke : form.split(" ")) {
            List<Point> line = new ArrayList<>();
            for (Point point : rounded(points(stroke), hand.rounding())) {
                double y = (point.y() - 3) * unit;
                double x = (point.x() - 2) * unit * hand.width() - hand.slant() * y;
                line.add(new Point(middle.x() + x * cos - y * sin, middle.y() + x * sin + y * cos));
            }
            canvas.fill(Canvas.Shape.line(line, hand.radius()), 255);
        }
    }

    /** The lines of a sign in its first form, with corners cut so many times. */
    static List<List<Point>> lines(char sign, int rounding) {
        List<List<Point>> lines = new ArrayList<>();
        for (String stroke : FORMS.getOrDefault(sign, List.of("")).get(0).split(" ")) {
            lines.add(rounded(points(stroke), rounding));
        }
        return lines;
    }

    private static List<Point> points(String stroke) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < stroke.length(); i += 2) {
            points.add(new Point(stroke.charAt(i) - '0', stroke.charAt(i + 1) - '0'));
        }
        return points;
    }

    /** Cuts the corners (Chaikin 1974); the ends stay. */
    private static List<Point> rounded(List<Point> points, int times) {
        List<Point> round = points;
        for (int i = 0; i < times; i++) {
            List<Point> cut = new ArrayList<>(List.of(round.get(0)));
            for (int j = 1; j < round.size(); j++) {
                cut.add(between(round.get(j - 1), round.get(j), 0.25));
                cut.add(between(round.get(j - 1), round.get(j), 0.75));
            }
            cut.add(round.get(round.size() - 1));
            round = cut;
        }
        return round;
    }

    private static Point between(Point a, Point b, double share) {
        return new Point(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()));
    }
}
