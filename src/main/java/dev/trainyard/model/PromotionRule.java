package dev.trainyard.model;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a new version takes an alias over from the one that has it, such as {@code test/accuracy >= champion}.
 *
 * @param metric of both versions' evaluations
 * @param comparison {@code >=}, {@code >}, {@code <=} or {@code <}
 */
public record PromotionRule(String metric, String comparison, String alias) {

    private static final Pattern TEXT = Pattern.compile(
            "\\s*((?:train|validation|test)/[A-Za-z0-9_/.@-]{1,100})\\s*(>=|<=|>|<)\\s*([a-z0-9][a-z0-9._-]{0,62})\\s*");

    /** @throws IllegalArgumentException when it cannot be read */
    public static PromotionRule parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "promoteIf is '%s'; it is a metric, a comparison and an alias, such as \"test/accuracy >= champion\""
                            .formatted(text));
        }
        return new PromotionRule(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    public String text() {
        return "%s %s %s".formatted(metric, comparison, alias);
    }

    /**
     * Why the newcomer takes over; null when it does not.
     *
     * @param holder metrics of the version that has the alias, null when none has
     */
    @Nullable
    String reason(Map<String, Double> newcomer, @Nullable Map<String, Double> holder) {
        Double its = newcomer.get(metric);
        if (its == null || its.isNaN()) {
            return null;
        }
        if (holder == null) {
            return "promoted: the first, with %s of %s".formatted(metric, plain(its));
        }
        Double theirs = holder.get(metric);
        boolean better = theirs == null || theirs.isNaN() || holds(its, theirs);
        return better
                ? "promoted: %s is %s, and was %s"
                        .formatted(metric, plain(its), theirs == null ? "none" : plain(theirs))
                : null;
    }

    private boolean holds(double its, double theirs) {
        return switch (comparison) {
            case ">=" -> its >= theirs;
            case ">" -> its > theirs;
            case "<=" -> its <= theirs;
            default -> its < theirs;
        };
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%.4g", number);
    }
}
