package dev.trainyard.dataset;

import dev.trainyard.dataset.reader.Profile;
import dev.trainyard.dataset.reader.Rejects;
import dev.trainyard.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.type.TypeReference;

/** The long parts of readings: rejected rows, profile, first rows. */
@Service
public class DatasetReports {

    private static final TypeReference<List<List<@Nullable Object>>> ROWS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    DatasetReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Rejects rejects(Dataset dataset) {
        return find("rejects", dataset)
                .map(json -> Json.mapper().readValue(json, Rejects.class))
                .orElse(Rejects.NONE);
    }

    public Profile profile(Dataset dataset) {
        return find("profile", dataset)
                .map(json -> Json.mapper().readValue(json, Profile.class))
                .orElse(Profile.EMPTY);
    }

    /** The first rows in file order, cells by the names of their columns in the order of the columns. */
    public List<Map<String, @Nullable Object>> rows(Dataset dataset, int limit) {
        List<List<@Nullable Object>> head = find("head", dataset)
                .map(json -> Json.mapper().readValue(json, ROWS))
                .orElse(List.of());
        List<String> names = dataset.columns().stream().map(Column::name).toList();
        return head.stream().limit(limit).map(cells -> named(names, cells)).toList();
    }

    private static Map<String, @Nullable Object> named(List<String> names, List<@Nullable Object> cells) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            row.put(names.get(i), cells.get(i));
        }
        return row;
    }

    private Optional<String> find(String part, Dataset dataset) {
        if (!dataset.state().isTerminal()) {
            return Optional.empty();
        }
        return jdbc
                .sql("select %s::text from dataset_report where dataset_id = :dataset".formatted(part))
                .param("dataset", dataset.getId())
                .query(String.class)
                .list()
                .stream()
                .findFirst();
    }
}
