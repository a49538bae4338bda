package dev.trainyard.prediction.web;

import dev.trainyard.prediction.Signature;
import dev.trainyard.problem.Problem;
import dev.trainyard.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An inference request of the Open Inference Protocol. */
record InferRequest(
        @Schema(example = "42") @Nullable String id,
        @Nullable Map<String, Object> parameters,
        @Nullable List<Tensor> inputs,
        @Nullable List<Wanted> outputs) {

    /** An output that is wanted; all are given when none is named. */
    @Schema(name = "InferWanted")
    record Wanted(
            @Schema(example = "label") String name,
            @Nullable Map<String, Object> parameters) {}

    /** @param data the elements, row-major, nested or flat */
    @Schema(name = "InferTensor")
    record Tensor(
            @Schema(example = "gre") String name,
            @Schema(example = "[1,1]") List<Long> shape,
            @Schema(example = "FP32") String datatype,
            @Nullable Map<String, Object> parameters,
            @Schema(example = "[380]") @Nullable List<Object> data) {

        Tensor {
            if (name == null || shape == null || datatype == null) {
                throw new IllegalArgumentException("a tensor lacks its name, shape or datatype");
            }
            shape = List.copyOf(shape);
        }

        List<@Nullable Object> elements() {
            if (data == null) {
                throw malformed("input '%s' has no data".formatted(name));
            }
            List<@Nullable Object> flat = new ArrayList<>();
            flatten(data, flat);
            long expected = shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
            if (shape.stream().anyMatch(size -> size < 0) || expected != flat.size()) {
                throw malformed("input '%s' has shape %s and %d elements".formatted(name, shape, flat.size()));
            }
            flat.forEach(this::checkType);
            return flat;
        }

        private static void flatten(List<?> data, List<@Nullable Object> flat) {
            for (Object element : data) {
                if (element instanceof List<?> nested) {
                    flatten(nested, flat);
                } else {
                    flat.add(element);
                }
            }
        }

        private void checkType(@Nullable Object element) {
            boolean fits = switch (datatype) {
                case "BYTES" -> element instanceof String;
                case "BOOL" -> element instanceof Boolean;
                case "FP16", "FP32", "FP64" -> element instanceof Number;
                case "INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64" ->
                    element instanceof Integer || element instanceof Long;
                default -> throw malformed("input '%s' has the unknown datatype '%s'".formatted(name, datatype));
            };
            if (!fits) {
                throw malformed("input '%s' has datatype %s and holds %s".formatted(name, datatype, element));
            }
        }
    }

    /** The examples of the tensors: of the one called {@code input}, or of one for each column. */
    List<?> examples(Signature signature) {
        refuseParameters();
        if (inputs == null || inputs.isEmpty()) {
            throw malformed("there are no inputs");
        }
        boolean whole = !signature.isOfOne()
                && signature.isAllNumeric()
                && inputs.size() == 1
                && inputs.get(0).name().equals("input");
        if (signature.isOfSequences()) {
            return whole ? sequencesOf(inputs.get(0), signature) : sequencesOf(inputs);
        }
        List<Map<String, @Nullable Object>> rows = whole ? rowsOf(inputs.get(0), signature) : rowsOf(inputs);
        return signature.isOfOne() ? onesOf(rows, signature) : rows;
    }

    /** The only cell of each row. */
    private static List<@Nullable Object> onesOf(List<Map<String, @Nullable Object>> rows, Signature signature) {
        String name = signature.columns().get(0).name();
        List<@Nullable Object> ones = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            if (row.size() != 1 || !row.containsKey(name)) {
                throw malformed("the inputs are %s; there is one, '%s'".formatted(row.keySet(), name));
            }
            ones.add(row.get(name));
        }
        return ones;
    }

    /** {@code [N, steps, columns]}. */
    private static List<List<Map<String, @Nullable Object>>> sequencesOf(Tensor table, Signature signature) {
        List<@Nullable Object> elements = table.elements();
        int width = signature.columns().size();
        if (table.shape().size() != 3 || table.shape().get(2) != width) {
            throw malformed("input 'input' has shape %s; it is [N, %s, %d]"
                    .formatted(table.shape(), signature.exact() ? signature.steps() : "steps", width));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += width) {
            rows.add(signature.row(elements.subList(from, from + width)));
        }
        return divided(rows, table);
    }

    /** {@code [N, steps]} or {@code [N, steps, 1]} for each column. */
    private static List<List<Map<String, @Nullable Object>>> sequencesOf(List<Tensor> columns) {
        Tensor first = columns.get(0);
        for (Tensor column : columns) {
            boolean series = column.shape().size() == 2
                    || (column.shape().size() == 3 && column.shape().get(2) == 1);
            if (!series || !column.shape().subList(0, 2).equals(first.shape().subList(0, 2))) {
                throw malformed("input '%s' has shape %s; each column is [N, steps], the same for all"
                        .formatted(column.name(), column.shape()));
            }
        }
        return divided(rowsOf(columns), first);
    }

    private static List<List<Map<String, @Nullable Object>>> divided(
            List<Map<String, @Nullable Object>> rows, Tensor tensor) {
        int steps = Math.toIntExact(tensor.shape().get(1));
        List<List<Map<String, @Nullable Object>>> sequences = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += steps) {
            sequences.add(rows.subList(from, from + steps));
        }
        return sequences;
    }

    private void refuseParameters() {
        List<Map<String, Object>> given = new ArrayList<>();
        given.add(parameters);
        (inputs == null ? List.<Tensor>of() : inputs).forEach(input -> given.add(input.parameters()));
        (outputs == null ? List.<Wanted>of() : outputs).forEach(output -> given.add(output.parameters()));
        given.removeIf(one -> one == null || one.isEmpty());
        if (!given.isEmpty()) {
            throw Problem.notAvailable("parameters, the binary-data extension among them, are not built yet: "
                    + given.get(0).keySet());
        }
    }

    private static List<Map<String, @Nullable Object>> rowsOf(Tensor table, Signature signature) {
        List<@Nullable Object> elements = table.elements();
        int width = signature.columns().size();
        if (table.shape().size() != 2 || table.shape().get(1) != width) {
            throw malformed("input 'input' has shape %s; it is [N, %d]".formatted(table.shape(), width));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += width) {
            rows.add(signature.row(elements.subList(from, from + width)));
        }
        return rows;
    }

    private static List<Map<String, @Nullable Object>> rowsOf(List<Tensor> columns) {
        int rows = columns.get(0).elements().size();
        List<Map<String, @Nullable Object>> table = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            table.add(new LinkedHashMap<>());
        }
        for (Tensor column : columns) {
            List<@Nullable Object> cells = column.elements();
            if (cells.size() != rows) {
                throw malformed("input '%s' has %d rows and input '%s' has %d"
                        .formatted(columns.get(0).name(), rows, column.name(), cells.size()));
            }
            for (int row = 0; row < rows; row++) {
                table.get(row).put(column.name(), cells.get(row));
            }
        }
        return table;
    }

    static Problem malformed(String detail) {
        return new Problem(ProblemType.MALFORMED_REQUEST, detail);
    }
}
