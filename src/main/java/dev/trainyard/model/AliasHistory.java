package dev.trainyard.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trainyard.json.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** The rows of {@code model_alias_move}. */
@Component
public class AliasHistory {

    private static final int MOST = 100;

    private final JdbcClient jdbc;

    AliasHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A move.
     *
     * @param version where the alias points from then on, null when it was deleted
     */
    @Schema(name = "AliasMove")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Move(
            @Schema(example = "2") @Nullable Integer version,

            @Schema(example = "{\"1\":90,\"2\":10}") @Nullable
            Map<Integer, Integer> split,

            @Schema(example = "3") @Nullable Integer shadow,
            @Schema(example = "rollback") @Nullable String reason,
            Instant at) {

        Optional<Traffic> traffic() {
            return version == null
                    ? Optional.empty()
                    : Optional.of(new Traffic(version, split == null ? Map.of() : split, shadow));
        }
    }

    /** @param traffic null when the alias is deleted */
    void moved(String model, String alias, @Nullable Traffic traffic, @Nullable String reason) {
        jdbc.sql("""
                        insert into model_alias_move (model, alias, version, split, shadow, reason)
                        values (:model, :alias, :version, cast(:split as jsonb), :shadow, :reason)
                        """)
                .param("model", model)
                .param("alias", alias)
                .param("version", traffic == null ? null : traffic.version(), java.sql.Types.INTEGER)
                .param("split", traffic == null ? null : written(traffic.split()))
                .param("shadow", traffic == null ? null : traffic.shadow(), java.sql.Types.INTEGER)
                .param("reason", reason)
                .update();
    }

    static @Nullable String written(Map<Integer, Integer> split) {
        return split.isEmpty() ? null : Json.mapper().writeValueAsString(split);
    }

    static Map<Integer, Integer> read(@Nullable String split) {
        return split == null ? Map.of() : Json.mapper().readValue(split, new TypeReference<>() {});
    }

    /** The last moves, newest first. */
    List<Move> of(String model, String alias) {
        return jdbc.sql("""
                        select version, split, shadow, reason, moved_at from model_alias_move
                        where model = :model and alias = :alias order by id desc limit %d
                        """.formatted(MOST))
                .param("model", model)
                .param("alias", alias)
                .query(AliasHistory::move)
                .list();
    }

    private static Move move(ResultSet row, int n) throws SQLException {
        String split = row.getString("split");
        return new Move(
                row.getObject("version", Integer.class),
                split == null ? null : read(split),
                row.getObject("shadow", Integer.class),
                row.getString("reason"),
                row.getObject("moved_at", OffsetDateTime.class).toInstant());
    }
}
