package dev.trainyard.prediction;

import dev.trainyard.prediction.ExampleReader.Encoded;
import java.util.List;

/** Numbers that the answer to an example tells, and what they become for others, such as that one with parts of it covered. */
interface Told {

    /** What each is a number of: a class, a label, a target, a token. */
    List<String> names();

    /** The numbers of each of several encoded examples. */
    double[][] of(Encoded examples, int rows);

    /** @throws dev.trainyard.problem.Problem when it is none that can be explained */
    static double finite(double number) {
        if (!Double.isFinite(number)) {
            throw Interior.refused(
                    "/explain", "not_a_number", "the model answers no finite number, which cannot be explained");
        }
        return number;
    }
}
