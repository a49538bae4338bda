package dev.trainyard.dataset.samples;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Applications to a graduate school, in the manner of a well-known textbook data set; about a third are admitted. */
final class Admissions {

    private Admissions() {}

    static Sample sample() {
        return new Sample(
                "admissions",
                "classification",
                "Whether an applicant is admitted, from test score, grade average and the rank of the school.",
                Table.ofRows(List.of("gre", "gpa", "rank", "admit"), Admissions::row));
    }

    private static List<String> row(int index, double share, double noise, Random random) {
        double talent = random.nextGaussian();
        long gre = 20 * Math.round(within(588 + 115 * mixed(talent, random), 220, 800) / 20);
        double gpa = within(3.39 + 0.38 * mixed(talent, random), 2.26, 4);
        int rank = 1 + (int) Math.floor(4 * Math.sqrt(random.nextDouble()) * 0.999);
        double inclination = (gre - 588) / 115.0 * 0.6 + (gpa - 3.39) / 0.38 * 0.6 - (rank - 2.5) * 0.8 - 0.5;
        double chance = 1 / (1 + Math.exp(-inclination / Math.max(0.05, noise) * 0.25));
        return List.of(
                Long.toString(gre),
                String.format(Locale.ROOT, "%.2f", gpa),
                Integer.toString(rank),
                random.nextDouble() < chance ? "1" : "0");
    }

    private static double mixed(double talent, Random random) {
        return 0.7 * talent + 0.7 * random.nextGaussian();
    }

    private static double within(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }
}
