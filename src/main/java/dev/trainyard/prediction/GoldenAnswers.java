package dev.trainyard.prediction;

import dev.trainyard.bundle.Inside;
import dev.trainyard.prediction.ExampleReader.Encoded;
import dev.trainyard.problem.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What networks themselves answer to rows that training kept, before anything is read into it. */
record GoldenAnswers(ExampleReader reader, Networks networks, Optional<StepwiseWriter> stepwise) {

    /**
     * Answers for rows as callers would send them, row-major.
     *
     * @param tensor the output that is read, null for the answer
     */
    float[] of(List<? extends @Nullable Object> rows, @Nullable String tensor) throws BundleUnreadable {
        Encoded encoded = encoded(rows);
        return tensor == null
                ? networks.whole().answer(encoded, rows.size())
                : networks.whole().read(encoded, rows.size(), port(tensor));
    }

    private Encoded encoded(List<? extends @Nullable Object> rows) throws BundleUnreadable {
        RowFindings findings = new RowFindings(reader.field());
        Encoded encoded = reader.readGolden(rows, findings);
        if (!findings.isClean()) {
            Violation first = findings.violations().get(0);
            throw new BundleUnreadable("the encoder refuses golden row%s: %s"
                    .formatted(first.pointer().replace("/%s/".formatted(reader.field()), " "), first.message()));
        }
        return encoded;
    }

    private OnnxNetwork.Port port(String tensor) throws BundleUnreadable {
        Inside inside = networks.manifest().inside();
        OnnxNetwork.Port port = inside == null ? null : Interior.port(inside, tensor);
        if (port == null) {
            throw new BundleUnreadable("the manifest tells nothing of an output '%s'".formatted(tensor));
        }
        networks.whole().check(port);
        return port;
    }

    /**
     * What the decoder by itself makes of the code of rows, or step by step of their texts, which must be what the whole network
     * answers; null where there is none.
     */
    float @Nullable [] rebuilt(List<? extends @Nullable Object> rows) throws BundleUnreadable {
        if (stepwise.isPresent()) {
            return stepwise.get().stepped(encoded(rows), rows.size());
        }
        if (networks.stepper() != null) {
            return stepped(encoded(rows), rows.size(), networks.stepper());
        }
        Inside inside = networks.manifest().inside();
        if (networks.maker() == null || inside == null || inside.code() == null) {
            return null;
        }
        return networks.maker().answer(new Encoded(of(rows, inside.code()), null), rows.size());
    }

    /** The answers of the whole network, but at each step that there is those that are told step by step. */
    private float[] stepped(Encoded examples, int rows, OnnxDecoder decoder) {
        float[] answers = networks.whole().answer(examples, rows);
        int width = networks.manifest().encoder().width();
        int most = networks.manifest().encoder().shape().dimensions().get(0);
        int told = answers.length / rows / most;
        for (int row = 0; row < rows; row++) {
            float[] one = Arrays.copyOfRange(examples.values(), row * width, (row + 1) * width);
            CarriedSteps carried = new CarriedSteps(decoder);
            int steps = examples.lengths() == null ? most : examples.lengths()[row];
            for (int step = 0; step < steps; step++) {
                float[] some = carried.last(one, step + 1, width / most);
                System.arraycopy(some, 0, answers, (row * most + step) * told, told);
            }
        }
        return answers;
    }
}
