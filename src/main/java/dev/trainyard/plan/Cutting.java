package dev.trainyard.plan;

import java.util.ArrayList;
import java.util.List;

/** Cuts sequences into examples; the plan counts them, the trainer learns from them, the layout shows them. */
public record Cutting(Examples.Sequences how) {

    /**
     * One example.
     *
     * @param from the step that goes in first, counted over all sequences
     * @param length how many steps go in
     * @param target the first step that is answered
     * @param answers how many steps are answered, at least 1
     */
    public record Cut(int from, int length, int target, int answers) {}

    /** Steps that may be answered, from {@code from} up to, but not, {@code to}. */
    public record Segment(int from, int to) {

        int length() {
            return to - from;
        }
    }

    /** What trains, is watched and is measured of one series: its beginning, its middle and its end. */
    public static List<Segment> segments(Segment series, Split split) {
        int held = (int) Math.round((split.test() + split.validation()) * series.length());
        int tested = Math.min(held, (int) Math.round(split.test() * series.length()));
        int watched = series.to - held;
        int measured = series.to - tested;
        return List.of(
                new Segment(series.from, watched), new Segment(watched, measured), new Segment(measured, series.to));
    }

    /**
     * The examples whose answers lie in a segment; what goes in may reach back before it, and never beyond it.
     *
     * @param series all steps of the sequence
     */
    public List<Cut> of(Segment series, Segment within) {
        if (how.forecasts()) {
            return forecasts(series, within);
        }
        return switch (how.mode()) {
            case ONE_TO_ONE -> rows(within);
            case ONE_TO_MANY -> List.of(new Cut(within.from, 1, within.from, Math.min(how.window(), within.length())));
            case MANY_TO_ONE -> {
                int from = Math.max(within.from, within.to - how.window());
                yield List.of(new Cut(from, within.to - from, within.to - 1, 1));
            }
            case MANY_TO_MANY -> how.tellsNext() ? ahead(within) : pieces(within);
        };
    }

    /** Pieces of all steps that have a next one, which is what they tell. */
    private List<Cut> ahead(Segment within) {
        return pieces(new Segment(within.from, Math.max(within.from, within.to - 1))).stream()
                .map(cut -> new Cut(cut.from(), cut.length(), cut.target() + 1, cut.answers()))
                .toList();
    }

    private List<Cut> forecasts(Segment series, Segment within) {
        List<Cut> cuts = new ArrayList<>();
        int first = Math.max(series.from + how.window(), within.from);
        for (int target = first; target + how.horizon() <= within.to; target += how.stride()) {
            cuts.add(new Cut(target - how.window(), how.window(), target, how.horizon()));
        }
        return cuts;
    }

    private static List<Cut> rows(Segment within) {
        List<Cut> cuts = new ArrayList<>();
        for (int row = within.from; row < within.to; row++) {
            cuts.add(new Cut(row, 1, row, 1));
        }
        return cuts;
    }

    private List<Cut> pieces(Segment within) {
        List<Cut> cuts = new ArrayList<>();
        boolean more = within.length() > 0;
        for (int from = within.from; more; from += how.stride()) {
            int length = Math.min(how.window(), within.to - from);
            cuts.add(new Cut(from, length, from, length));
            more = from + length < within.to;
        }
        return cuts;
    }

    /** How many examples there are; the same without listing them. */
    long count(long steps, long before) {
        if (how.forecasts()) {
            long targets = steps - Math.max(0, how.window() - before) - how.horizon();
            return targets < 0 ? 0 : targets / how.stride() + 1;
        }
        return switch (how.mode()) {
            case ONE_TO_ONE -> steps;
            case ONE_TO_MANY, MANY_TO_ONE -> Math.min(1, steps);
            case MANY_TO_MANY -> pieces(how.tellsNext() ? steps - 1 : steps);
        };
    }

    private long pieces(long steps) {
        return steps <= 0 ? 0 : (Math.max(0, steps - how.window()) + how.stride() - 1) / how.stride() + 1;
    }
}
