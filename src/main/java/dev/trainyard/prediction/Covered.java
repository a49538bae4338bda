package dev.trainyard.prediction;

import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.List;

/** An example of several parts, and what it looks like with some of them covered. */
interface Covered {

    /** How many numbers the encoded example has. */
    int width();

    /** How many parts are covered by themselves. */
    int parts();

    /** The example once for each set of parts, with the others covered. */
    Encoded covered(List<boolean[]> sets);

    /** What each part adds. */
    List<Explanation.Part> explained(double[] values, double[] errors);
}
