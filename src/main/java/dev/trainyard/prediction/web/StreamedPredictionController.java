package dev.trainyard.prediction.web;

import dev.trainyard.model.Models;
import dev.trainyard.prediction.AnswerForm;
import dev.trainyard.prediction.Predictions;
import dev.trainyard.prediction.Signature;
import dev.trainyard.problem.Problem;
import dev.trainyard.role.ApiRole;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The native prediction call for as many examples as one likes, each a line of JSON, answered while they come. */
@Hidden
@RestController
@ApiRole
class StreamedPredictionController {

    private static final String LINES = "application/x-ndjson";

    private final Predictions predictions;
    private final int longest;

    StreamedPredictionController(Predictions predictions, @Value("${trainyard.max-json:16MB}") DataSize most) {
        this.predictions = predictions;
        this.longest = Math.toIntExact(most.toBytes());
    }

    @PostMapping(
            path = {"/api/v1/models/{name}/predict", "/api/v1/models/{name}/versions/{version}/predict"},
            consumes = {LINES, "application/ndjson", "application/jsonl"})
    void predict(
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String version,
            @RequestParam(required = false) @Nullable Boolean probabilities,
            @RequestParam(required = false) @Nullable Integer topK,
            @RequestParam(required = false) @Nullable Double threshold,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AnswerForm form = AnswerForm.asked(probabilities, topK, threshold);
        Signature signature = predictions.signature(name, version == null ? Models.LATEST : version);
        response.setContentType(LINES);
        response.setHeader("X-Model-Version", Integer.toString(signature.version()));
        StreamedAnswers answers = new StreamedAnswers(predictions, signature, form, response.getOutputStream());
        try {
            answers.answer(new JsonLines(request.getInputStream(), longest));
        } catch (Problem e) {
            if (!response.isCommitted()) {
                response.reset();
                throw e;
            }
            answers.end(e);
        }
    }
}
