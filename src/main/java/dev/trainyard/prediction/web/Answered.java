package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Explained;
import dev.trainyard.prediction.Predicted;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The answer to rows: JSON to JSON, CSV to CSV. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ApiResponse(
        responseCode = "200",
        description = "A prediction for each row, in their order",
        content = {
            @Content(
                    mediaType = "application/json",
                    schema = @Schema(oneOf = {Predicted.class, Explained.class}),
                    examples = {
                        @ExampleObject(
                                name = "classification",
                                value =
                                        "{\"model\":\"admissions\",\"version\":1,\"predictions\":[{\"label\":\"0\",\"probabilities\":{\"0\":0.83,\"1\":0.17}}],\"warnings\":[]}"),
                        @ExampleObject(
                                name = "regression",
                                value =
                                        "{\"model\":\"housing\",\"version\":1,\"predictions\":[{\"value\":24.3}],\"warnings\":[]}"),
                        @ExampleObject(
                                name = "explained",
                                value =
                                        "{\"model\":\"housing\",\"version\":1,\"predictions\":[{\"value\":24.3}],\"explanations\":[[{\"of\":\"value\",\"base\":22.5,\"value\":24.3,\"contributions\":{\"rooms\":2.1,\"age\":-0.3},\"errors\":{\"rooms\":0,\"age\":0},\"orders\":0}]],\"warnings\":[]}")
                    }),
            @Content(
                    mediaType = "text/csv",
                    schema = @Schema(type = "string"),
                    examples = @ExampleObject("label,probability_0,probability_1\r\n0,0.83,0.17\r\n"))
        })
@interface Answered {}
