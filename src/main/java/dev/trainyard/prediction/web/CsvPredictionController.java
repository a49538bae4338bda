package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.AnswerForm;
import dev.trainyard.prediction.Predicted;
import dev.trainyard.prediction.PredictedTable;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The native prediction call, with CSV in and out. */
@Hidden
@RestController
@ApiRole
class CsvPredictionController {

    private static final String CSV = "text/csv";

    private final Predictions predictions;
    private final int mostBytes;

    CsvPredictionController(Predictions predictions, @Value("${trainyard.max-json:16MB}") DataSize most) {
        this.predictions = predictions;
        this.mostBytes = Math.toIntExact(most.toBytes());
    }

    @PostMapping(
            path = {"/api/v1/models/{name}/predict", "/api/v1/models/{name}/versions/{version}/predict"},
            consumes = CSV,
            produces = CSV)
    ResponseEntity<String> predict(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable Boolean probabilities,
            @RequestParam(required = false) @Nullable Integer topK,
            @RequestParam(required = false) @Nullable Double threshold,
            InputStream body)
            throws IOException {
        if (topK != null) {
            throw Problem.invalidParameter("topK is for JSON; the columns of CSV are the same in each row");
        }
        AnswerForm form = AnswerForm.asked(probabilities, null, threshold);
        PredictedTable table =
                predictions.predict(name, version == null ? Models.LATEST : version, CsvText.read(text(body)));
        PredictedTable answered = new PredictedTable(form.of(table.predicted()), table.id(), table.ids());
        Predicted predicted = answered.predicted();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().header("X-Model-Version", "" + predicted.version());
        if (!predicted.warnings().isEmpty()) {
            answer.header("X-Warnings", codes(predicted));
        }
        return answer.body(CsvAnswer.of(answered));
    }

    private static String codes(Predicted predicted) {
        return predicted.warnings().stream()
                .map(warning -> warning.code())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String text(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw new Problem(
                    ProblemType.TOO_LARGE, "the CSV body has more than the %d bytes it may have".formatted(mostBytes));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Problem(ProblemType.MALFORMED_REQUEST, "the CSV body is not UTF-8");
        }
    }
}
