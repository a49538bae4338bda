package dev.trainyard.dataset.reader;

import org.jspecify.annotations.Nullable;

/**
 * What the cells of a column look like.
 *
 * @param present how many are not missing
 * @param numbers how many of them are numbers
 * @param zerosAndOnes how many of the numbers are 0 or 1
 * @param loneOther what all others are, when they are all the same
 * @param moments how many are points in time
 * @param truths how many are {@code true} or {@code false}
 * @param distinct how many different ones there are; only counted where the numbers are not the majority
 */
record Vote(
        long present,
        long numbers,
        long zerosAndOnes,
        @Nullable String loneOther,
        long moments,
        long truths,
        long distinct) {

    /** Of a column that is known to hold 0 and 1 only. */
    static final Vote ALL_BINARY = new Vote(1, 1, 1, null, 0, 0, 0);

    private static final double MAJORITY = 0.9;
    private static final int FEW = 20;

    /**
     * Nine in ten are; or half are and of many values, and all others are the same text, which then stands for a missing
     * cell.
     */
    boolean isNumeric() {
        return isMajority(numbers) || (loneOther != null && isMostlyNumbers() && distinct > FEW);
    }

    boolean isMostlyNumbers() {
        return numbers * 2 >= present && present > 0;
    }

    boolean isZeroOrOne() {
        return isNumeric() && zerosAndOnes == numbers;
    }

    boolean isMostlyZeroOrOne() {
        return isMajority(zerosAndOnes);
    }

    boolean isMoment() {
        return isMajority(moments);
    }

    boolean isTruth() {
        return isMajority(truths);
    }

    private boolean isMajority(long count) {
        return present > 0 && count >= MAJORITY * present;
    }

    /** Whether a few texts come again and again. */
    boolean isCategorical(long rows) {
        long most = Math.max(FEW, Math.min(1_000, rows / 10));
        return distinct <= most && distinct < present;
    }
}
