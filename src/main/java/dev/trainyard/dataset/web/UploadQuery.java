package dev.trainyard.dataset.web;

import dev.trainyard.dataset.DatasetSpec;
import dev.trainyard.json.Json;
import dev.trainyard.problem.JsonBody;
import dev.trainyard.problem.NearestName;
import dev.trainyard.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The query of an upload, which says {@code name} and {@code kind}, and for sequences {@code idColumn} and {@code orderColumn}. */
record UploadQuery(Map<String, String> fields) {

    private static final List<String> KNOWN = List.of("name", "kind", "idColumn", "orderColumn");

    private static final List<String> SEQUENCE = List.of("idColumn", "orderColumn");

    static UploadQuery of(@Nullable String query) {
        MultiValueMap<String, String> found = UriComponentsBuilder.newInstance()
                .query(query == null ? "" : query)
                .build()
                .getQueryParams();
        found.keySet().forEach(UploadQuery::refuseUnknown);
        return new UploadQuery(Map.copyOf(found.toSingleValueMap()));
    }

    private static void refuseUnknown(String name) {
        if (!KNOWN.contains(name)) {
            String hint = NearestName.of(name, KNOWN)
                    .map("did you mean '%s'?"::formatted)
                    .orElse("there are: name, kind, idColumn, orderColumn; the rest goes into the part 'spec'");
            throw Problem.invalidParameter("there is no parameter '%s'; %s".formatted(name, hint));
        }
    }

    /** Adds what the query says to a description; the description goes first. */
    DatasetSpec onto(DatasetSpec spec) {
        Map<String, Object> written = new HashMap<>();
        Map<String, Object> sequence = new HashMap<>();
        fields.forEach((name, value) -> (SEQUENCE.contains(name) ? sequence : written)
                .put(name, UriUtils.decode(value, StandardCharsets.UTF_8)));
        if (!sequence.isEmpty()) {
            written.put("sequence", sequence);
        }
        return JsonBody.read(Json.mapper().writeValueAsBytes(written), DatasetSpec.class)
                .patched(spec);
    }
}
