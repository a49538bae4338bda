package dev.trainyard.prediction.web;

import dev.trainyard.json.Json;
import dev.trainyard.prediction.AnswerForm;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.prediction.Signature;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.problem.Violation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers examples line by line: as many together as have arrived, each on a line of its own, in their order. An example that
 * cannot be answered gets a line that says why; the others are answered nevertheless. Nothing more is read until the answers
 * are written, so that a caller who does not read is not read from either.
 */
final class StreamedAnswers {

    private static final int MOST_TOGETHER = 256;

    private final Predictions predictions;
    private final Signature signature;
    private final AnswerForm form;
    private final OutputStream out;

    StreamedAnswers(Predictions predictions, Signature signature, AnswerForm form, OutputStream out) {
        this.predictions = predictions;
        this.signature = signature;
        this.form = form;
        this.out = out;
    }

    /** @param example of a line, null when there is a problem with it */
    private record Read(
            int line, @Nullable Object example, @Nullable Problem problem) {}

    void answer(JsonLines lines) throws IOException {
        for (JsonLines.Line line = lines.next(); line != null; line = lines.next()) {
            List<Read> together = new ArrayList<>(List.of(read(line)));
            while (together.size() < MOST_TOGETHER && lines.isReady()) {
                JsonLines.Line another = lines.next();
                if (another != null) {
                    together.add(read(another));
                }
            }
            answer(together);
            out.flush();
        }
    }

    private static Read read(JsonLines.Line line) {
        try {
            if (line.text() == null) {
                throw new Problem(ProblemType.TOO_LARGE, "the line is longer than a line may be");
            }
            return new Read(line.number(), JsonBody.read(line.text(), Object.class), null);
        } catch (Problem e) {
            return new Read(line.number(), null, e);
        }
    }

    /** What is wrong, or odd, with one of several is told of that one only when each is asked by itself. */
    private void answer(List<Read> together) throws IOException {
        List<Object> examples = new ArrayList<>();
        together.forEach(read -> {
            if (read.example() != null) {
                examples.add(read.example());
            }
        });
        Predicted predicted = examples.isEmpty() ? null : together(examples);
        int next = 0;
        for (Read read : together) {
            if (read.problem() != null) {
                refuse(read.line(), read.problem());
            } else if (predicted == null) {
                alone(read);
            } else {
                write(predicted.predictions().get(next++));
            }
        }
    }

    /** Null when something is wrong or odd. */
    private @Nullable Predicted together(List<Object> examples) {
        try {
            Predicted predicted = ask(examples);
            return predicted.warnings().isEmpty() ? predicted : null;
        } catch (Problem e) {
            if (e.type() == ProblemType.INVALID_PREDICTION_INPUT) {
                return null;
            }
            throw e;
        }
    }

    private Predicted ask(List<?> examples) {
        return form.of(predictions.predict(
                signature.model(), Integer.toString(signature.version()), signature.asked(examples)));
    }

    private void alone(Read read) throws IOException {
        try {
            Predicted predicted = ask(List.of(Objects.requireNonNull(read.example())));
            ObjectNode answer =
                    Json.mapper().valueToTree(predicted.predictions().get(0));
            if (!predicted.warnings().isEmpty()) {
                answer.set("warnings", Json.mapper().valueToTree(predicted.warnings()));
            }
            write(answer);
        } catch (Problem e) {
            if (e.type() != ProblemType.INVALID_PREDICTION_INPUT) {
                throw e;
            }
            refuse(read.line(), e);
        }
    }

    private void refuse(int line, Problem problem) throws IOException {
        Map<String, Object> refusal = new LinkedHashMap<>();
        refusal.put("line", line);
        refusal.put("error", Refusal.of(problem));
        write(refusal);
    }

    /** The last line, when no more can be answered. */
    void end(Problem problem) throws IOException {
        write(Map.of("error", Refusal.of(problem)));
        out.flush();
    }

    /** Why an example was not answered. */
    private record Refusal(String code, String detail, List<Violation> errors) {

        static Refusal of(Problem problem) {
            return new Refusal(problem.type().code(), problem.getMessage(), problem.violations());
        }
    }

    private void write(Object answer) throws IOException {
        out.write(Json.mapper().writeValueAsBytes(answer));
        out.write('\n');
    }
}
