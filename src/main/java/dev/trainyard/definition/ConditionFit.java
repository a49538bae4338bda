package dev.trainyard.definition;

import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Suggestion;
import dev.trainyard.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether what a GAN is told fits the examples it learns; pointers are relative to the definition. */
record ConditionFit(Gan gan, Condition condition, Shape example) {

    private static final String FACTOR = "/condition/factor";
    private static final String SIZE = "/condition/size";

    static List<Violation> misfits(Gan gan, Shape example) {
        if (gan.condition() != null) {
            return new ConditionFit(gan, gan.condition(), example).misfits();
        }
        return gan.l1Weight() == null
                ? List.of()
                : List.of(unused(
                        "/l1Weight",
                        "l1Weight weighs how far pictures are from the real ones, and without a"
                                + " condition that is a picture none belongs to another"));
    }

    private List<Violation> misfits() {
        List<Violation> misfits = new ArrayList<>();
        if (!condition.isLabel() && !condition.isPicture()) {
            return List.of(unknown());
        }
        checkFields(misfits);
        if (condition.isPicture() && misfits.isEmpty()) {
            checkPicture(misfits);
        }
        return misfits;
    }

    private Violation unknown() {
        List<String> known = new ArrayList<>(List.of(Condition.LABEL));
        known.addAll(Condition.OF_PICTURES);
        Object nearest = NearestName.of(condition.type(), known)
                .filter(name -> !name.equals(Condition.LABEL))
                .<Object>map(name -> new Condition(name, condition.factor(), condition.size()).json())
                .orElse(Condition.LABEL);
        return new Violation(
                "/condition",
                "unknown_condition",
                "there is no condition '%s'; there are: %s".formatted(condition.type(), String.join(", ", known)),
                Suggestion.replace("/condition", nearest));
    }

    /** Each kind has fields of its own. */
    private void checkFields(List<Violation> misfits) {
        refuse(condition.type().equals(Condition.DOWNSCALE) ? null : condition.factor(), FACTOR, "downscale", misfits);
        refuse(condition.isMask() ? null : condition.size(), SIZE, "mask", misfits);
        if (condition.isPicture() && gan.latentSize() != null) {
            misfits.add(unused(
                    "/latentSize",
                    "the generator is given what %s leaves of a picture, and no noise".formatted(condition.type())));
        }
        if (condition.isLabel() && gan.l1Weight() != null) {
            misfits.add(unused(
                    "/l1Weight",
                    "l1Weight weighs how far pictures are from the real ones, and a class has no one picture"));
        }
    }

    private void refuse(@Nullable Object field, String pointer, String owner, List<Violation> misfits) {
        if (field != null) {
            misfits.add(unused(
                    pointer, "that is a field of %s, and the condition is %s".formatted(owner, condition.type())));
        }
    }

    private static Violation unused(String pointer, String message) {
        return new Violation(pointer, "not_used", message, Suggestion.remove(pointer));
    }

    private void checkPicture(List<Violation> misfits) {
        if (example.rank() != 3) {
            misfits.add(new Violation(
                    "/condition",
                    "no_pictures",
                    "%s is done to pictures, and an example has shape %s".formatted(condition.type(), example),
                    Suggestion.remove("/condition")));
        } else if (condition.isGrayscale()) {
            checkColour(misfits);
        } else if (condition.isMask()) {
            checkSize(misfits);
        } else {
            checkFactor(misfits);
        }
    }

    private void checkColour(List<Violation> misfits) {
        if (example.last() == 1) {
            misfits.add(new Violation(
                    "/condition",
                    "no_colours",
                    "the pictures have shape %s: they are grey already; upload them with \"images\":{\"colour\":\"rgb\"}"
                            .formatted(example),
                    Suggestion.replace("/condition", new Condition(Condition.DOWNSCALE, 2, null).json())));
        }
    }

    private void checkSize(List<Violation> misfits) {
        int most = Math.min(side(0), side(1)) - 1;
        Integer size = condition.size();
        if (size == null) {
            misfits.add(missing(SIZE, "how many pixels the missing square is wide", Math.max(1, most / 3)));
        } else if (size < 1 || size > most) {
            misfits.add(new Violation(
                    SIZE,
                    "out_of_range",
                    "size is %d; in pictures of %d x %d pixels it is from 1 to %d"
                            .formatted(size, side(0), side(1), most),
                    Suggestion.replace(SIZE, Math.max(1, most / 3))));
        }
    }

    private void checkFactor(List<Violation> misfits) {
        List<Integer> factors = IntStream.rangeClosed(2, Math.min(side(0), side(1)))
                .filter(each -> side(0) % each == 0 && side(1) % each == 0)
                .boxed()
                .toList();
        Integer factor = condition.factor();
        if (factors.isEmpty()) {
            misfits.add(new Violation(
                    "/condition",
                    "shape_mismatch",
                    "no factor divides %d and %d, the height and width of the pictures; upload them in another size"
                            .formatted(side(0), side(1))));
        } else if (factor == null) {
            misfits.add(missing(FACTOR, "how many pixels of a side become one", factors.get(0)));
        } else if (!factors.contains(factor)) {
            misfits.add(new Violation(
                    FACTOR,
                    "shape_mismatch",
                    "factor is %d, and pictures of %d x %d pixels can be made smaller by %s"
                            .formatted(factor, side(0), side(1), factors),
                    Suggestion.replace(FACTOR, factors.get(0))));
        }
    }

    private static Violation missing(String pointer, String what, int usual) {
        return new Violation(
                pointer, "missing_field", "it is missing: %s".formatted(what), Suggestion.add(pointer, usual));
    }

    private int side(int axis) {
        return example.dimensions().get(axis);
    }
}
