package dev.trainyard.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What each of several columns adds to numbers that are answered when it is told (Shapley 1953): exactly where all sets of
 * columns can be asked, else the mean over random orders, each with its reverse (Castro, Gómez and Tejada 2009), whose standard
 * error is stated. The values of a number sum to its difference from the base either way, for in each order they do.
 *
 * @param base the numbers when no column is told
 * @param told the numbers when all are
 * @param values for each number, what each column adds
 * @param errors their standard errors; 0 where they are exact
 * @param orders how many were drawn; 0 where the values are exact
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record ShapleyValues(double[] base, double[] told, double[][] values, double[][] errors, int orders) {

    private static final int MOST_EXACT = 9;
    private static final int MOST_ASKED = 1024;
    private static final int FEWEST_PAIRS = 8;

    /** Answers numbers when some of the columns are told, for each such set. */
    interface Game {
        double[][] play(List<boolean[]> told);
    }

    static ShapleyValues of(int columns, long seed, Game game) {
        return columns <= MOST_EXACT ? exact(columns, game) : sampled(columns, seed, game);
    }

    private static ShapleyValues exact(int columns, Game game) {
        int sets = 1 << columns;
        List<boolean[]> told = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            boolean[] columnsOfSet = new boolean[columns];
            for (int column = 0; column < columns; column++) {
                columnsOfSet[column] = (set >> column & 1) == 1;
            }
            told.add(columnsOfSet);
        }
        double[][] answers = game.play(told);
        int numbers = answers[0].length;
        double[][] values = new double[numbers][columns];
        for (int set = 0; set < sets; set++) {
            for (int column = 0; column < columns; column++) {
                if ((set >> column & 1) == 0) {
                    double weight = weight(Integer.bitCount(set), columns);
                    for (int number = 0; number < numbers; number++) {
                        values[number][column] += weight * (answers[set | 1 << column][number] - answers[set][number]);
                    }
                }
            }
        }
        return new ShapleyValues(answers[0], answers[sets - 1], values, new double[numbers][columns], 0);
    }

    /** How many of all orders have just these before a column: {@code size! (columns - size - 1)! / columns!}. */
    private static double weight(int size, int columns) {
        double weight = 1.0 / columns;
        for (int i = 1; i <= size; i++) {
            weight *= (double) i / (columns - i);
        }
        return weight;
    }

    private static ShapleyValues sampled(int columns, long seed, Game game) {
        double[][] ends = game.play(List.of(new boolean[columns], all(columns)));
        int pairs = Math.max(FEWEST_PAIRS, MOST_ASKED / (2 * columns));
        Random random = new Random(seed);
        double[][] means = new double[ends[0].length][columns];
        double[][] squares = new double[ends[0].length][columns];
        for (int pair = 1; pair <= pairs; pair++) {
            add(pairOf(columns, random, game, ends), pair, means, squares);
        }
        double[][] errors = new double[means.length][columns];
        for (int number = 0; number < means.length; number++) {
            for (int column = 0; column < columns; column++) {
                errors[number][column] = Math.sqrt(squares[number][column] / ((double) pairs * (pairs - 1)));
            }
        }
        return new ShapleyValues(ends[0], ends[1], means, errors, 2 * pairs);
    }

    private static boolean[] all(int columns) {
        boolean[] all = new boolean[columns];
        Arrays.fill(all, true);
        return all;
    }

    /** Goes on with a mean and the sum of squares around it (Welford 1962). */
    private static void add(double[][] sample, int count, double[][] means, double[][] squares) {
        for (int number = 0; number < means.length; number++) {
            for (int column = 0; column < means[number].length; column++) {
                double before = sample[number][column] - means[number][column];
                means[number][column] += before / count;
                squares[number][column] += before * (sample[number][column] - means[number][column]);
            }
        }
    }

    /** The mean of what the columns add in a random order and in its reverse. */
    private static double[][] pairOf(int columns, Random random, Game game, double[][] ends) {
        List<Integer> order = new ArrayList<>();
        for (int column = 0; column < columns; column++) {
            order.add(column);
        }
        Collections.shuffle(order, random);
        List<Integer> reverse = new ArrayList<>(order);
        Collections.reverse(reverse);
        List<boolean[]> told = new ArrayList<>(steps(order));
        told.addAll(steps(reverse));
        double[][] answers = game.play(told);
        double[][] added = new double[ends[0].length][columns];
        add(order, answers, 0, ends, added);
        add(reverse, answers, columns - 1, ends, added);
        return added;
    }

    /** The columns that are told after each step of an order, but for the last. */
    private static List<boolean[]> steps(List<Integer> order) {
        List<boolean[]> steps = new ArrayList<>();
        boolean[] told = new boolean[order.size()];
        for (int step = 0; step < order.size() - 1; step++) {
            told[order.get(step)] = true;
            steps.add(told.clone());
        }
        return steps;
    }

    private static void add(List<Integer> order, double[][] answers, int from, double[][] ends, double[][] added) {
        for (int number = 0; number < added.length; number++) {
            double before = ends[0][number];
            for (int step = 0; step < order.size(); step++) {
                double after = step == order.size() - 1 ? ends[1][number] : answers[from + step][number];
                added[number][order.get(step)] += (after - before) / 2;
                before = after;
            }
        }
    }
}
