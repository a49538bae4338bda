package dev.trainyard.model.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bundle.Categories;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.FeatureEncoder;
import dev.trainyard.bundle.InputEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.SequenceEncoder;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column that a model reads.
 *
 * @param min smallest value among the training rows, null when it is no number
 * @param max largest value among the training rows
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ModelInput")
record ColumnView(
        @Schema(example = "gre") String name,
        ColumnType type,
        @Nullable List<String> categories,
        @Schema(example = "220") @Nullable Double min,
        @Schema(example = "800") @Nullable Double max) {

    static List<ColumnView> inputs(Manifest manifest) {
        Map<String, ColumnEncoder> encoders = columns(manifest.encoder()).stream()
                .collect(Collectors.toMap(ColumnEncoder::name, Function.identity()));
        return manifest.features().stream()
                .map(column -> of(column, encoders.get(column.name())))
                .toList();
    }

    private static List<ColumnEncoder> columns(InputEncoder encoder) {
        if (encoder instanceof SequenceEncoder sequences) {
            return sequences.columns();
        }
        return encoder instanceof FeatureEncoder rows ? rows.columns() : List.of();
    }

    private static ColumnView of(ColumnSchema column, @Nullable ColumnEncoder encoder) {
        if (encoder instanceof ColumnEncoder.Numeric numeric) {
            return new ColumnView(column.name(), column.type(), null, finite(numeric.min()), finite(numeric.max()));
        }
        List<String> categories = encoder instanceof Categories named ? named.categories() : column.categories();
        return new ColumnView(column.name(), column.type(), categories, null, null);
    }

    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}
