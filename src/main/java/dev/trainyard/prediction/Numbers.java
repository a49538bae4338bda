package dev.trainyard.prediction;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as people write them. */
final class Numbers {

    private Numbers() {}

    /** Whole numbers without decimals. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /** Three significant digits, whole where that is whole. */
    static Number rounded(double number) {
        double rounded = new BigDecimal(number).round(new MathContext(3)).doubleValue();
        if (rounded == Math.rint(rounded) && Math.abs(rounded) < 1e15) {
            return (long) rounded;
        }
        return rounded;
    }
}
