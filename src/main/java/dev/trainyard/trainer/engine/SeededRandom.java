package dev.trainyard.trainer.engine;

/**
 * Random numbers that are the same for a seed on every machine and every Java, for all time: SplitMix64 (Steele, Lea and
 * Flood 2014).
 */
public final class SeededRandom {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private static final int DRAWN_AHEAD = 64;

    private long state;

    @SuppressWarnings("unused") // what is read has to go somewhere
    private int touched;

    public SeededRandom(long seed) {
        this.state = mix(seed);
    }

    /** A generator for one purpose of many that share a seed. */
    public SeededRandom(long seed, long purpose) {
        this.state = mix(seed) + mix(purpose * GOLDEN_GAMMA + 1);
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** From 0 up to, but not, 1. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** From 0 up to, but not, {@code bound}. */
    public int nextInt(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    /** Normally distributed with mean 0 and standard deviation 1 (Box and Muller 1958). */
    public double nextGaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /**
     * Brings the values into a random order (Fisher and Yates). Those of many are far away: some draws are made ahead, and
     * what they will change is touched, so that the processor waits for all of it together.
     */
    public void shuffle(int[] values) {
        int[] drawn = new int[DRAWN_AHEAD];
        int last = values.length - 1;
        while (last > 0) {
            int draws = Math.min(drawn.length, last);
            touched = draw(values, last, drawn, draws);
            for (int i = 0; i < draws; i++) {
                swap(values, last--, drawn[i]);
            }
        }
    }

    private int draw(int[] values, int last, int[] drawn, int draws) {
        for (int i = 0; i < draws; i++) {
            drawn[i] = nextInt(last - i + 1);
        }
        int touching = 0;
        for (int i = 0; i < draws; i++) {
            touching ^= values[drawn[i]];
        }
        return touching;
    }

    private static void swap(int[] values, int one, int other) {
        int kept = values[one];
        values[one] = values[other];
        values[other] = kept;
    }
}
