package dev.trainyard.model.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.bundle.ColumnEncoder;
import dev.trainyard.bundle.Manifest;
import dev.trainyard.bundle.TargetCodec;
import dev.trainyard.dataset.ColumnSchema;
import dev.trainyard.dataset.ColumnType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model answers.
 *
 * @param type of the targets, null where the model rebuilds what it reads, or has several outputs
 * @param name the target column, null when there are several
 * @param names the target columns, null when there is one
 * @param outputs what each of several outputs answers, null when there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ModelOutput")
record OutputView(
        @Nullable ColumnType type,
        @Schema(example = "admit") @Nullable String name,
        @Nullable List<String> names,
        @Schema(example = "[\"0\",\"1\"]") @Nullable List<String> categories,

        @Nullable Map<String, OutputView> outputs) {

    private OutputView(
            @Nullable ColumnType type,
            @Nullable String name,
            @Nullable List<String> names,
            @Nullable List<String> categories) {
        this(type, name, names, categories, null);
    }

    static OutputView of(Manifest manifest) {
        return of(manifest.codec().ofOne(), manifest);
    }

    private static OutputView of(TargetCodec codec, Manifest manifest) {
        if (codec instanceof TargetCodec.Several several) {
            Map<String, OutputView> outputs = new LinkedHashMap<>();
            several.heads().forEach(head -> outputs.put(head.name(), of(head.codec(), manifest)));
            return new OutputView(null, null, null, null, outputs);
        }
        if (codec instanceof TargetCodec.Classes classes) {
            return new OutputView(ColumnType.CATEGORICAL, classes.name(), null, classes.categories());
        }
        if (codec instanceof TargetCodec.Tokens tokens) {
            return new OutputView(ColumnType.TEXT, tokens.name(), null, null);
        }
        if (codec instanceof TargetCodec.Labels labels) {
            return new OutputView(ColumnType.CATEGORICAL, null, labels.names(), null);
        }
        if (codec instanceof TargetCodec.Example) {
            return new OutputView(
                    null,
                    null,
                    manifest.features().stream().map(ColumnSchema::name).toList(),
                    null);
        }
        List<String> names = ((TargetCodec.Values) codec)
                .columns().stream().map(ColumnEncoder.Numeric::name).toList();
        return names.size() == 1
                ? new OutputView(ColumnType.NUMERIC, names.get(0), null, null)
                : new OutputView(ColumnType.NUMERIC, null, names, null);
    }
}
